"""One file a platform: translate in, ask the bot, translate out. Also the terminal and the command line."""

"""Slack: people ask by `/factcheck`, shortcut, mention and direct message; editors answer in their channel.

Start reading at `routing`: which delivery goes to which handler. `http` or `socket_mode` bring deliveries,
`intake` does each once, `read` says what is in one; `answers`, `buttons`, `messages`, `surface` and `home`
answer it, `blocks` writes it, `desk` sends it by the `web_api`. `editors` with `cards`, `forms` and `members`
are the editors' channel, `sender` writes news to people. `manifest` is the app as Slack knows it, `oauth`
its workspaces.
"""

"""The chat platforms and the terminal: translate in, ask the bot, translate out.

`telegram`, `slack` and `terminal` each hold one of these, `editors` what the editors' chats have alike.
`cli` is the `factcheck` command; `run` puts the services of `factcheck run` together, which stand on
`service` (what runs for long), `web` (routes), `notifying` with `quiet` (news to people), `syncing`
(claims kept up to date), `metrics` and `logs`. `opening` makes a conversation from settings, `plain` shows
text anywhere.
"""

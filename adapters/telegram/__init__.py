"""Telegram: people ask in chats, inline and by forwarding; editors answer in their group.

Start reading at `routing`: which update goes to which handler. `intake` deals with each update once, `later`
with what Telegram lets nobody answer yet; `read` says what is in a message; `answers`, `buttons`, `commands`
and `inline` answer it, `html` writes it, `desk` sends it by `request`. `editors` with `dialogue` and `cards`
are the editors' group, `sender` writes news to people.
"""

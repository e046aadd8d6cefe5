"""What the editors' chats have alike on every platform.

`newsroom` says where they sit, `cards` keeps their chat up to date, with what `card_text` and `digest` say;
`editing` is what an editor's answer consists of.
"""

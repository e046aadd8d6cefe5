"""What must be remembered besides the claims: beside `store`, the only SQL.

`ledger` (chats), `inbox_store` and `inbox_reading` (questions passed on), `outbox` (what is to be sent),
`editors` (their chats), `personal_data` (of whoever asks), `catalogue` (imports), `editions` (starter
claims), `figures` (counts), `jobs` and `installations` (of platforms).
"""

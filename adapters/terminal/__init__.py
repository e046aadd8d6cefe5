"""The terminal: what the commands of `factcheck` do and print.

`printing` shows an answer, `chat` is a conversation. `claims_cli` with `curation` and `imports` are the
commands for claims, `inbox_cli` with `desk` and `desk_json` those for editors; `doctor` looks at an
installation, `evaluate` at how good it is; `options` are what commands have alike, `opened` is their
database, `output` writes lines and files.
"""

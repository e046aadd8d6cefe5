"""One file a module, or a behaviour that many share; `test_platforms` has what every chat platform promises.

`conftest` has the fixtures, `claims` and `askers` what is in a database, `wild` texts that nobody would write.
`fake_telegram` and `fake_slack` are the platforms, strict as they are; `telegram_chat`, and `slack_driver` with
`slack_fixtures`, people there. `readme` writes what the documents show.
"""

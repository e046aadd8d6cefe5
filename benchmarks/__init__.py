"""How good and how quick it is, beside what else one could use; and what `make train` learns from.

Measured: `starter` (answers), `wordings` (the founding question in thousands of ways), `together` (two
things in one message), `near_misses` with `near_miss_rules` (what the guard sees), `scale` with
`alternatives` (by the number of claims), `telegram`, `slack` with `bare_bolt`, `imports`, `inbox` (speed) and
`notifying` (whether nobody is forgotten). Learnt: `train` with `train_messages`, `train_long_posts` and
`fitting`. `datasets` has the labelled data for both.
Made for bot/language: `common_words` and `place_names`. EXPERIMENTS.md says what was tried.
"""

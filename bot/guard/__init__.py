"""The near-miss guard: in what a message and a claim that look alike are not the same.

Start reading at `differences`: it asks every look at a claim (`claim_reading`) in turn. `who_said`,
`strangers` and `deeds` look at who says or does what to whom, `circumstances` and `amounts` at where,
when, how and how many, `modality` at what is but wished, still to come or forged, `own_words` at what the
claim does not tell of, `essentials` at what a message leaves out, `copies` at what a post exchanges in a
claim that it has word for word, `opposition` and `word_order` at what is denied or turned round, `abroad`
with `denied_abroad`, `unsaid_abroad`, `by_the_way` and `named_abroad` at other languages. `as_written` puts
what they found into the words that people wrote.
"""

"""What a text says, as written: it knows words, names, places and numbers, and nothing of claims.

Reading order: `text` (words, stems, sentences, and which of them only frame), `reading` (a message, read
once), `names`, `people` and `places` (who and where), `quantities` with `numerals` (how many, when),
`speakers` (who says something), `negation` (what is denied), `asking` (what is wanted to be known),
`framing`, `smalltalk`, `screenshots`, `tags` and `presidents` (what stands around a question, or for
something else), `spelling` (slips), `synonyms` and `sounds` (other words, other scripts), `languages`
(which one), `lexicon` and `common_words` (what is known of a word).
"""

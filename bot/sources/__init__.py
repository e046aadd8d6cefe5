"""How claims get into the database, and out of it again.

Reading order: `importing` (items into the database), `gathering` (from files and addresses to items),
`incoming` (one fact-check as others publish it), `merging` (when reviews are of one claim). Below them
`streams`, `documents`, `tables`, `pages`, `articles` and `fields` read what comes; `fetching`,
`crawling`, `robots` and `sync` get it. `curating` is what an operator does by hand, `exporting` the way
out.
"""

"""Common English words: `python -m benchmarks.common_words` writes telling_little.json in bot/language from
the claims of the public Snopes set (see BENCH in datasets.py), and, with `--scowl FOLDER`, english_words.txt
from the lists of SCOWL (http://wordlist.aspell.net), by Kevin Atkinson, that Debian's package `scowl` has in
/usr/share/dict/scowl."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks import datasets
from bot import evaluation
from bot.language import common_words, text
from bot.language.names import given_names
from bot.model import Claim

# Those that are spelt alike everywhere: "labour" may stand for "labor". From the commonest on.
LISTS = ("english-words.10", "english-words.20", "english-words.35")
# Not these: one stands for the other, as does "hilary" for "hillary".
EXCHANGED = frozenset(["woman", "women"])
# Words that tell less are frequent in fact-checks: some nine hundred.
TELLING_LITTLE = 0.6
NOTICE = """
# Stems of common English words, by `python -m benchmarks.common_words`, from SCOWL, whose notice is:
# The collective work is Copyright 2000-2011 by Kevin Atkinson as well as any of the copyrights mentioned
# below. Copyright 2000-2011 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these
# word lists, the associated scripts, the output created from the scripts, and its documentation for any
# purpose is hereby granted without fee, provided that the above copyright notice appears in all copies
# and that both that copyright notice and this permission notice appear in supporting documentation.
# Kevin Atkinson makes no representations about the suitability of this array for any purpose. It is
# provided "as is" without express or implied warranty.
""".strip()
FOLDER = Path(common_words.__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description="List common English words.")
    parser.add_argument("--scowl", type=Path, metavar="FOLDER", help="list those of SCOWL too")
    scowl = parser.parse_args().scowl
    labelled = datasets.labelled("snopes", "train")
    if labelled is None:
        sys.exit("The public set snopes is not at hand: set FACTCHECK_BENCH to its folder.")
    _telling_little(list(evaluation.read_claims(labelled[0])))
    if scowl:
        _english(scowl)


def _telling_little(claims: list[Claim]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = datasets.engine_over(Path(folder) / "claims.db", claims)
        found = {word.stem for claim in claims for word in text.words(text.clean(claim.text), "en")}
        telling = {stem: round(engine.index.rarity(stem), 2) for stem in sorted(found) if stem.isascii()}
        engine.close()
    kept = {stem: rarity for stem, rarity in telling.items() if stem.isalpha() and rarity < TELLING_LITTLE}
    about = {
        "what": "how much a word tells at most: near 0 if most claims have it, 1 if hardly any has",
        "data": f"{len(claims):,} claims of Snopes",
        "command": "python -m benchmarks.common_words",
    }
    table = json.dumps({"about": about, "rarity": kept}, indent=1) + "\n"
    (FOLDER / "telling_little.json").write_text(table, "ascii")
    print(f"telling_little.json: {len(kept)} stems of {len(claims):,} claims")


def _english(folder: Path) -> None:
    words = {word for name in LISTS for word in (folder / name).read_text("latin-1").split()}
    plain = sorted(word for word in words if word.isascii() and word.isalpha() and word.islower())
    stems = {word.stem for word in text.words("\n".join(plain), "en")}
    stems -= {word.stem for word in text.words("\n".join(given_names() | EXCHANGED), "en")}
    (FOLDER / "english_words.txt").write_text("\n".join([NOTICE, *sorted(stems), ""]), "ascii")
    print(f"english_words.txt: {len(stems)} stems of {len(plain)} words")


if __name__ == "__main__":
    main()

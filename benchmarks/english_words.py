"""Common English words, which are no slips of the pen: `python -m benchmarks.english_words FOLDER` writes
bot/english_words.txt from the lists of SCOWL (http://wordlist.aspell.net), by Kevin Atkinson, that
Debian's package `scowl` has in /usr/share/dict/scowl."""

import argparse
from pathlib import Path

from bot import spelling, text
from bot.names import given_names

# Those that are spelt alike everywhere: "labour" may stand for "labor". From the commonest on.
LISTS = ("english-words.10", "english-words.20", "english-words.35")
# Not these: one stands for the other, as does "hilary" for "hillary".
EXCHANGED = frozenset(["woman", "women"])
NOTICE = """
# Stems of common English words, by `python -m benchmarks.english_words`, from SCOWL, whose notice is:
# The collective work is Copyright 2000-2011 by Kevin Atkinson as well as any of the copyrights mentioned
# below. Copyright 2000-2011 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these
# word lists, the associated scripts, the output created from the scripts, and its documentation for any
# purpose is hereby granted without fee, provided that the above copyright notice appears in all copies
# and that both that copyright notice and this permission notice appear in supporting documentation.
# Kevin Atkinson makes no representations about the suitability of this array for any purpose. It is
# provided "as is" without express or implied warranty.
""".strip()


def main() -> None:
    parser = argparse.ArgumentParser(description="List the stems of common English words.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    folder = parser.parse_args().folder
    words = {word for name in LISTS for word in (folder / name).read_text("latin-1").split()}
    plain = sorted(word for word in words if word.isascii() and word.isalpha() and word.islower())
    stems = {word.stem for word in text.words("\n".join(plain), "en")}
    stems -= {word.stem for word in text.words("\n".join(given_names() | EXCHANGED), "en")}
    file = Path(spelling.__file__).with_name("english_words.txt")
    kept = sorted(stem for stem in stems if len(stem) >= spelling.SHORTEST)
    file.write_text("\n".join([NOTICE, *kept, ""]), "ascii")
    print(f"{file.name}: {len(kept)} stems of {len(plain)} words")


if __name__ == "__main__":
    main()

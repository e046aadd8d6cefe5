"""How fast and how small importing is: claims recombined from the starter claims, imported twice, each in
a process of its own, index included. Prints a table, with the processors' seconds (of all processes)
beside the clock's, and the memory of the first; `python -m benchmarks.imports [NUMBER...]`."""

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot import starter
from bot.sources import exporting

SIZES = (10_000, 50_000, 100_000)
_PROGRAM = """
import os, resource, runpy, sys, time
start = time.perf_counter()
sys.argv = ["factcheck", "import", "--json", "--db", sys.argv[1], sys.argv[2]]
try:
    runpy.run_module("adapters", run_name="__main__")
finally:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{time.perf_counter() - start:.2f} {sum(os.times()[:4]):.2f} {peak}")
"""


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    titles = f"{'claims':>8} {'first':>9} {'cpu':>9} {'again':>9} {'cpu':>9} {'times':>6} {'peak':>8}"
    print(f"{titles}   new, unchanged")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            feed = Path(folder) / "feed.json"
            _write(feed, size)
            (new, first), (unchanged, again) = (_import(Path(folder) / "bench.db", feed) for _ in range(2))
        seconds = " ".join(f"{each:>7.1f} s" for each in (*first[:2], *again[:2]))
        print(
            f"{size:>8,} {seconds} {first[0] / again[0]:>6.1f} {first[2]:>5.0f} MB"
            f"   {new['new']:,}, {unchanged['unchanged']:,}"
        )


def nodes(number: int, seed: int = 1) -> Iterator[dict[str, object]]:
    """So many distinct ClaimReviews as publishers have them: words of three claims, a short description."""
    rng = random.Random(seed)  # noqa: S311 - nobody's secret
    claims = starter.claims()
    for place in range(number):
        claim, *others = rng.sample(claims, 3)
        words = [word for other in (claim, *others) for word in other.text.split()[:9]]
        rng.shuffle(words)
        node = exporting.node(claim, claim.reviews[0])
        for ours in ("sdPublisher", "citation", "abstract"):
            node.pop(ours, None)
        node["description"] = claim.context[:200]
        node["claimReviewed"] = f"{' '.join(words)} {place}"
        node["url"] = f"https://facts.example/{place}"
        node["itemReviewed"] = {**dict(node["itemReviewed"]), "identifier": f"bench-{place}"}
        yield node


def _write(path: Path, number: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write('{"@type": "DataFeed", "dataFeedElement": [')
        for place, node in enumerate(nodes(number)):
            file.write(("," if place else "") + "\n" + json.dumps(node, ensure_ascii=False))
        file.write("\n]}\n")


def _import(database: Path, feed: Path) -> tuple[dict[str, int], list[float]]:
    """What an import says that it did; its seconds, the processors' seconds, and megabytes."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(database), str(feed)], capture_output=True, text=True, check=True
    )
    summary, figures = done.stdout.strip().split("\n")[-2:]
    return json.loads(summary), [float(figure) for figure in figures.split()]


if __name__ == "__main__":
    main()

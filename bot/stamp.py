"""The stamp beside the files of an index: what they hold, and what they were when they were written, to
notice damage, which tantivy does not survive."""

import json
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

from .store import Version

NAME = "stamp.json"
_UNFINISHED = f"{NAME}.new"
# The checksums of an index up to this size are taken.
_CHECKED_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index on disk holds: one database, up to one version, in one format."""

    format: int
    database: str
    version: Version


def read(folder: Path) -> Stamp | None:
    """The stamp of the index in a folder; None if there is none, or its files are not what they were."""
    try:
        raw = json.loads((folder / NAME).read_text("utf-8"))
        files = raw.pop("files")
        stamp = Stamp(**raw | {"version": Version(*raw["version"])})
        return stamp if files == _fingerprints(folder) else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def write(folder: Path, stamp: Stamp) -> None:
    """Stamp the files in a folder as they are."""
    unfinished = folder / _UNFINISHED
    unfinished.write_text(json.dumps(asdict(stamp) | {"files": _fingerprints(folder)}), "utf-8")
    unfinished.replace(folder / NAME)


def _fingerprints(folder: Path) -> dict[str, str]:
    """Each file's size and, in an index that is not huge, its checksum."""
    files = [path for path in folder.iterdir() if path.name[0] not in ".s"]
    sizes = {path: path.stat().st_size for path in files}
    small = sum(sizes.values()) <= _CHECKED_BYTES
    return {
        path.name: f"{size} {zlib.crc32(path.read_bytes()) if small else '-'}" for path, size in sizes.items()
    }

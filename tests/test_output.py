"""Files that a command writes are whole, or as they were before."""

import errno
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from adapters.terminal import imports
from bot.errors import FactCheckError
from bot.sources import exporting


@pytest.mark.parametrize(
    ("what", "raised"),
    [(KeyboardInterrupt(), KeyboardInterrupt), (OSError(errno.ENOSPC, "No space left"), FactCheckError)],
)
def test_an_export_that_is_not_finished_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: BaseException, raised: type[BaseException]
) -> None:
    def lines(*_: object) -> Iterator[str]:
        yield "half\n"
        raise what

    monkeypatch.setattr(exporting, "lines", lines)
    (tmp_path / "out").mkdir()
    file = tmp_path / "out" / "claims.jsonl"
    for before in ([], ["claims.jsonl"]):
        with pytest.raises(raised):
            _export(tmp_path / "a.db", "jsonl", file)
        assert [path.name for path in file.parent.iterdir()] == before
        file.write_text("yesterday's\n")
    assert file.read_text() == "yesterday's\n"


def test_an_export_keeps_the_permissions_and_the_link_of_the_file_whose_place_it_takes(
    tmp_path: Path,
) -> None:
    file, link, new = tmp_path / "claims.jsonl", tmp_path / "link.jsonl", tmp_path / "new.jsonl"
    file.write_text("yesterday's\n")
    file.chmod(0o640)
    link.symlink_to(file)
    for path in (link, new):
        _export(tmp_path / "a.db", "jsonl", path)
    assert (link.is_symlink(), stat.S_IMODE(file.stat().st_mode)) == (True, 0o640)
    assert file.read_text("utf-8") == new.read_text("utf-8") != "yesterday's\n"
    (tmp_path / "touched").touch()
    assert new.stat().st_mode == (tmp_path / "touched").stat().st_mode


def _export(*arguments: Any) -> None:
    with click.Context(click.Command("export")):
        imports.export_claims(*arguments)

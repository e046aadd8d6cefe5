"""The `factcheck` command with an environment of its own: as a process, and, for speed, in the test's."""

import io
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

from adapters.cli import main

from .conftest import ROOT

Done = subprocess.CompletedProcess[str]


def run(home: Path, *arguments: str, stdin: str | bytes = "", **environ: str) -> Done:
    """What the command prints and its exit status, in this process: no part of it is left out but the start
    of Python. Its streams lead to no terminal."""
    given, out, err = (io.TextIOWrapper(io.BytesIO(each), "utf-8") for each in (_bytes(stdin), b"", b""))
    status = 0
    with (
        mock.patch.dict(os.environ, _environ(home, environ), clear=True),
        mock.patch.multiple(sys, argv=["factcheck", *arguments], stdin=given, stdout=out, stderr=err),
    ):
        try:
            main()
        except SystemExit as stopped:
            status = int(stopped.code or 0)
    return Done(arguments, status, _written(out), _written(err))


def process(home: Path, *arguments: str, stdin: str | bytes = "", cwd: Path = ROOT, **environ: str) -> Done:
    """The same from a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "adapters", *arguments],
        input=_bytes(stdin),
        capture_output=True,
        env=_environ(home, environ),
        cwd=cwd,
        check=False,
    )
    return Done(arguments, done.returncode, done.stdout.decode(), done.stderr.decode())


def _environ(home: Path, more: dict[str, str]) -> dict[str, str]:
    given = {"PATH": os.environ["PATH"], "HOME": str(home), "COLUMNS": "80", "PYTHONUTF8": "1"}
    return {**given, "PYTHONPATH": str(ROOT), **more}


def _bytes(said: str | bytes) -> bytes:
    return said.encode() if isinstance(said, str) else said


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()

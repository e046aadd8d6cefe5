"""The built wheel, alone in an empty environment, answers a question."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = [
    file.relative_to(ROOT).as_posix()
    for kind in ("json", "txt")
    for file in (ROOT / "bot").rglob(f"*.{kind}")
]
WHEELS = Path(sys.prefix) / "wheels"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_two_packages_and_the_claims_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"adapters", "bot"}
    assert sum(name.startswith("bot/data/claims/") and name.endswith(".json") for name in names) == 17
    assert {"bot/weights.json", "bot/language/english_words.txt"} <= set(DATA)
    assert set(DATA) <= set(names)


@pytest.mark.skipif(
    not WHEELS.exists(), reason="the wheels of what the package needs are made by 'make test'"
)
def test_the_installed_wheel_answers_alone(wheel: Path, tmp_path: Path) -> None:
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "COLUMNS": "80",
        "PIP_CONFIG_FILE": os.devnull,
    }
    make = [sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "env")]
    subprocess.run(make, check=True, env=environ)
    python = tmp_path / "env" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-compile"]
    install += ["--disable-pip-version-check", "--no-index", "--find-links", str(WHEELS), str(wheel)]
    subprocess.run(install, check=True, env=environ)
    done = subprocess.run(
        [str(python.with_name("factcheck")), "ask", "Did Obama say he'd have more flexibility?"],
        capture_output=True,
        text=True,
        env=environ,
        cwd=tmp_path,
        check=True,
    )
    assert done.stdout.startswith("✔ True\n")


def test_what_the_tests_start_is_the_code_beside_them() -> None:
    command = [sys.executable, "-c", "import adapters; print(adapters.__file__)"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()) == ROOT / "adapters" / "__init__.py"

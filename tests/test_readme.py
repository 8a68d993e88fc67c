"""The README's session is real: each command is run in a fresh folder beside the demonstration reports, and prints what is shown.

``python tests/test_readme.py`` writes anew what the commands print.
"""

import re
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

HOME = Path(__file__).parent.parent
README = HOME / "README.md"
SESSION = re.compile(r"(?<=<!-- session -->\n```console\n).*?(?=```\n<!-- /session -->)", re.DOTALL)
TIMES = re.compile(r"\d+\.\d s(?: \(\d+ reports a second\))?")
MODEL = (resources.files("dragoman.reader") / "data" / "tokens.onnx").is_file()


def commands(session: str) -> list[str]:
    return [line[2:] for line in session.splitlines() if line.startswith("$ ")]


def played(session: str) -> str:
    """The session with what its commands print now."""
    with TemporaryDirectory() as folder:
        shutil.copytree(HOME / "demo", Path(folder) / "demo")
        return "".join(f"$ {command}\n{printed(command, folder)}" for command in commands(session))


def printed(command: str, folder: str) -> str:
    """All that a command prints, as in a terminal of 110 columns, without blanks at the ends of lines and of the whole."""
    scripts = Path(sys.executable).parent
    environment = {"PATH": f"{scripts}:/usr/bin:/bin", "COLUMNS": "110", "LANG": "C.UTF-8", "HOME": folder}
    done = subprocess.run(
        ["/bin/bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "".join(f"{line}\n" for line in lines if line)


def timeless(session: str) -> str:
    return TIMES.sub("… s", session)


@pytest.mark.skipif(not MODEL, reason="the model file tokens.onnx is absent")
def test_the_session_in_the_readme_is_real() -> None:
    found = SESSION.search(README.read_text(encoding="utf-8"))
    assert found
    assert len(commands(found[0])) >= 12
    assert timeless(played(found[0])) == timeless(found[0])


def test_the_readme_names_every_command() -> None:
    from dragoman.cli.main import PANELS

    text = README.read_text(encoding="utf-8")
    names = [command.__name__.rstrip("_") for commands in PANELS.values() for command in commands]
    assert not [name for name in names if f"dragoman {name}" not in text and f"`{name}`" not in text]


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    README.write_text(SESSION.sub(lambda found: played(found[0]).replace("\\", r"\\"), text), encoding="utf-8")

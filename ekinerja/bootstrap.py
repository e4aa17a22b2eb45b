"""Make a fresh clone ready: `python3 ekinerja/bootstrap.py run` (or `dev`, which adds what tests and checks need).

Only the standard library, because nothing else is there yet. Each step looks first whether its work is done already,
so that a second start takes no time and needs no network.
"""

from __future__ import annotations  # a Python too old for this file must still get as far as saying so

import ctypes
import ctypes.util
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE = ROOT / ".node"
ASSETS = ROOT / "assets"
VENDOR = ROOT / "static" / "vendor"
LOCKS = {name: ROOT / "requirements" / f"{name}.lock" for name in ("base", "dev", "assets")}
OLDEST_PYTHON = (3, 11)

# The libraries WeasyPrint loads, by the Debian package that has them. No wheel brings them.
PANGO = {
    "libpango-1.0-0": "pango-1.0",
    "libpangoft2-1.0-0": "pangoft2-1.0",
    "libharfbuzz-subset0": "harfbuzz-subset",
}
FONT_PACKAGE = "fonts-dejavu-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")

NPM_CI = ("ci", "--no-progress")
# Only what pages use: collecting whole packages takes minutes. The .map files are named by the files beside them, and
# Django's manifest storage wants every file that is named.
FRONT_END = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap/bootstrap.min.css",
    "bootstrap/dist/css/bootstrap.min.css.map": "bootstrap/bootstrap.min.css.map",
    "bootstrap/dist/js/bootstrap.bundle.min.js": "bootstrap/bootstrap.bundle.min.js",
    "bootstrap/dist/js/bootstrap.bundle.min.js.map": "bootstrap/bootstrap.bundle.min.js.map",
    "bootstrap-icons/font/bootstrap-icons.min.css": "bootstrap-icons/bootstrap-icons.min.css",
    "bootstrap-icons/font/fonts/bootstrap-icons.woff": "bootstrap-icons/fonts/bootstrap-icons.woff",
    "bootstrap-icons/font/fonts/bootstrap-icons.woff2": "bootstrap-icons/fonts/bootstrap-icons.woff2",
    "sortablejs/modular/sortable.esm.js": "sortablejs/sortable.esm.js",
    **{
        f"@fontsource/source-sans-3/files/{file}": f"fonts/{file}"
        for file in (f"source-sans-3-latin-{weight}-normal.woff2" for weight in (400, 600, 700))
    },
    "@fontsource/source-sans-3/LICENSE": "fonts/LICENSE",
}


class SetupError(Exception):
    """The set-up cannot go on. The message is one sentence for the person at the terminal, with what to do."""


class Done:
    """What the steps have done, by name and fingerprint. Kept in .venv, so it goes when that goes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.steps: dict[str, str] = json.loads(path.read_text())
        except (OSError, ValueError):
            self.steps = {}

    def has(self, step: str, fingerprint: str) -> bool:
        return self.steps.get(step) == fingerprint

    def add(self, step: str, fingerprint: str) -> None:
        self.steps[step] = fingerprint
        self.path.write_text(json.dumps(self.steps, indent=2))

    def forget(self, step: str) -> None:
        if self.steps.pop(step, None):
            self.path.write_text(json.dumps(self.steps, indent=2))


def main(arguments: list[str]) -> int:
    if sys.version_info < OLDEST_PYTHON:
        version = ".".join(map(str, sys.version_info[:3]))
        return fail(f"Python 3.11 or newer is needed, this is {version}. Name another: make run PYTHON=python3.12")
    if arguments not in (["run"], ["dev"]):
        return fail("usage: python3 ekinerja/bootstrap.py run|dev")
    try:
        with open(LOCKS["base"]) as lock:  # two at once would install into one .venv
            fcntl.flock(lock, fcntl.LOCK_EX)
            prepare("base" if arguments == ["run"] else "dev")
    except SetupError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return fail("Interrupted. Start again: what is done is kept.")
    return 0


def fail(sentence: str) -> int:
    print(f"\n{sentence}", file=sys.stderr)
    return 1


def say(sentence: str) -> None:
    print(sentence, flush=True)


def prepare(level: str) -> None:
    make_environment()
    done = Done(VENV / "setup.json")
    fresh = install_packages(level, done)
    install_system_packages(may_install=fresh)
    fetch_front_end(done)


def make_environment() -> None:
    if PYTHON.exists() and works([PYTHON, "-c", "import pip"]):
        return
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if can_apt():
            say(f"Python's venv is missing on this machine: installing {package}")
        if not apt_install([package]):
            raise SetupError(f"Python's venv module is missing. Install it: {apt_command([package])}")
    say("Making .venv")
    run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        "The environment .venv could not be made; what Python said stands above.",
    )


def install_packages(level: str, done: Done) -> bool:
    """Install the lock of `level` unless it is there. Returns whether anything was installed."""
    wanted = fingerprint(LOCKS[level])
    if done.has(level, wanted):
        return False
    say(f"Installing the Python packages of requirements/{level}.lock (half a minute)")
    pip_install(PYTHON, LOCKS[level])
    # dev.lock holds base.lock's packages at the same versions. The other way round, dev's may have become outdated.
    done.add("base", fingerprint(LOCKS["base"]))
    if level == "base":
        done.forget("dev")
    done.add(level, wanted)
    return True


def install_system_packages(*, may_install: bool) -> None:
    """WeasyPrint's libraries and a font. Papers need them, nothing else does, so the set-up goes on without."""
    missing = [package for package, library in PANGO.items() if not has_library(library)]
    if sys.platform == "linux" and not has_font():
        missing.append(FONT_PACKAGE)
    if not missing:
        return
    if may_install and can_apt():
        say(f"Installing {' '.join(missing)} (needed for PDF papers)")
        if apt_install(missing):
            return
    say(
        "PDF papers cannot be made yet: this machine lacks Pango. Everything else works. To install it:\n"
        f"    {'brew install pango' if sys.platform == 'darwin' else apt_command(missing)}\n"
        "    (elsewhere: your system's package of Pango 1.44 or newer)"
    )


def fetch_front_end(done: Done) -> None:
    wanted = fingerprint(ASSETS / "package-lock.json") + hashlib.sha256(repr(FRONT_END).encode()).hexdigest()
    if done.has("front-end", wanted) and all((VENDOR / target).exists() for target in FRONT_END.values()):
        return
    say("Fetching Bootstrap, its icons, SortableJS and the typeface")
    npm = shutil.which("npm")
    if not (npm and works([npm, *NPM_CI], cwd=ASSETS)):
        fetch_with_own_node()
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in FRONT_END.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ASSETS / "node_modules" / source, VENDOR / target)
    shutil.rmtree(ASSETS / "node_modules")
    done.add("front-end", wanted)


def fetch_with_own_node() -> None:
    """This machine has no npm that works: take one from PyPI for a moment (200 MB, so it does not stay)."""
    say("  no usable npm here: borrowing one from PyPI")
    try:
        run([PYTHON, "-m", "venv", "--clear", NODE], "The environment .node could not be made.")
        pip_install(NODE / "bin" / "python", LOCKS["assets"])
        run(
            [NODE / "bin" / "npm", *NPM_CI],
            "The front-end files could not be fetched; what npm said stands above. Is its registry reachable?",
            cwd=ASSETS,
            env={**os.environ, "PATH": f"{NODE / 'bin'}{os.pathsep}{os.environ['PATH']}"},
        )
    finally:
        shutil.rmtree(NODE, ignore_errors=True)


def pip_install(python: Path, lock: Path) -> None:
    options = ["-qq", "--disable-pip-version-check", "--no-input", "--only-binary", ":all:", "--require-hashes"]
    run(
        [python, "-m", "pip", "install", *options, "-r", lock],
        f"The packages of {lock.relative_to(ROOT)} could not be installed; what pip said stands above. "
        "Is the package index reachable from here?",
    )


def has_library(name: str) -> bool:
    if sys.platform != "linux":
        return ctypes.util.find_library(name) is not None
    # find_library asks a compiler or ldconfig, and a bare machine may have neither.
    try:
        ctypes.CDLL(f"lib{name}.so.0")
    except OSError:
        return False
    return True


def has_font() -> bool:
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(path.suffix in {".ttf", ".otf", ".ttc"} for folder in folders for path in folder.rglob("*"))


def can_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_command(packages: list[str]) -> str:
    rights = "" if os.geteuid() == 0 else "sudo "
    return f"{rights}apt-get update && {rights}apt-get install -y --no-install-recommends {' '.join(packages)}"


def apt_install(packages: list[str]) -> bool:
    if not can_apt():
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    # The list of packages may be there and fresh enough; fetching it anew is the slow part.
    return works(install, env=environment) or (
        works(["apt-get", "update", "-q"], env=environment) and works(install, env=environment)
    )


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def works(command: Sequence[str | Path], **options: Any) -> bool:
    """Whether `command` ends well. What it says is nobody's business: failing is one of the expected answers."""
    return (
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, **options).returncode == 0
    )


def run(command: Sequence[str | Path], sentence: str, **options: Any) -> None:
    """Run `command` with its words on the terminal; SetupError with `sentence` when it fails."""
    if subprocess.run(command, stdin=subprocess.DEVNULL, check=False, **options).returncode != 0:
        raise SetupError(sentence)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ekinerja import bootstrap
from ekinerja.bootstrap import Done, SetupError


@pytest.fixture
def locks(tmp_path: Path, monkeypatch) -> dict[str, Path]:
    locks = {name: tmp_path / f"{name}.lock" for name in ("base", "dev", "assets")}
    for name, path in locks.items():
        path.write_text(name)
    monkeypatch.setattr(bootstrap, "LOCKS", locks)
    return locks


@pytest.fixture
def install(tmp_path: Path, locks, monkeypatch) -> Callable[[str], list[str]]:
    """Install a level in a new process, as it were; returns the locks that pip was given."""

    def install(level: str) -> list[str]:
        given: list[str] = []
        monkeypatch.setattr(bootstrap, "pip_install", lambda python, lock: given.append(lock.stem))
        bootstrap.install_packages(level, Done(tmp_path / "setup.json"))
        return given

    return install


def test_packages_are_installed_once(install) -> None:
    assert install("base") == ["base"]
    assert install("base") == []


def test_a_changed_lock_is_installed_again(install, locks) -> None:
    install("base")
    locks["base"].write_text("newer")
    assert install("base") == ["base"]


def test_what_tests_need_includes_what_a_run_needs(install) -> None:
    assert install("dev") == ["dev"]
    assert install("base") == []


def test_installing_for_a_run_makes_the_next_test_look_again(install, locks) -> None:
    install("dev")
    locks["base"].write_text("newer")
    assert install("base") == ["base"]
    assert install("dev") == ["dev"]


def test_an_old_python_is_told_in_one_sentence(monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 18, "final", 0))
    assert bootstrap.main(["run"]) == 1
    assert "Python 3.11 or newer is needed, this is 3.9.18" in capsys.readouterr().err


def test_a_missing_venv_is_named_with_its_package(monkeypatch, tmp_path: Path, capsys) -> None:
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / "none")
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(bootstrap, "can_apt", lambda: False)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(SetupError, match=r"sudo apt-get install .* python3\.\d+-venv"):
        bootstrap.make_environment()


@pytest.mark.parametrize("may_install", [True, False])
def test_without_pango_the_setup_goes_on_and_names_the_command(monkeypatch, capsys, may_install: bool) -> None:
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    monkeypatch.setattr(bootstrap, "has_library", lambda name: name != "pango-1.0")
    monkeypatch.setattr(bootstrap, "has_font", lambda: False)
    monkeypatch.setattr(bootstrap, "can_apt", lambda: False)
    bootstrap.install_system_packages(may_install=may_install)
    assert "install -y --no-install-recommends libpango-1.0-0 fonts-dejavu-core" in capsys.readouterr().out


def test_front_end_files_are_fetched_once_and_again_when_one_is_lost(monkeypatch, tmp_path: Path) -> None:
    vendor, assets, calls = tmp_path / "vendor", tmp_path / "assets", []

    def npm(command, **options) -> bool:
        calls.append(command)
        for source in bootstrap.FRONT_END:
            path = assets / "node_modules" / source
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source)
        return True

    assets.mkdir()
    (assets / "package-lock.json").write_text("{}")
    monkeypatch.setattr(bootstrap, "VENDOR", vendor)
    monkeypatch.setattr(bootstrap, "ASSETS", assets)
    monkeypatch.setattr(bootstrap, "works", npm)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    bootstrap.fetch_front_end(Done(tmp_path / "setup.json"))
    bootstrap.fetch_front_end(Done(tmp_path / "setup.json"))
    assert len(calls) == 1
    assert not (assets / "node_modules").exists()
    (vendor / "bootstrap" / "bootstrap.min.css").unlink()
    bootstrap.fetch_front_end(Done(tmp_path / "setup.json"))
    assert len(calls) == 2


def test_an_npm_that_fails_is_replaced_by_a_borrowed_one(monkeypatch, tmp_path: Path) -> None:
    class BorrowedError(Exception):
        pass

    def borrow() -> None:
        raise BorrowedError

    monkeypatch.setattr(bootstrap, "VENDOR", tmp_path)
    monkeypatch.setattr(bootstrap, "works", lambda command, **options: False)
    monkeypatch.setattr(bootstrap, "fetch_with_own_node", borrow)
    with pytest.raises(BorrowedError):
        bootstrap.fetch_front_end(Done(tmp_path / "setup.json"))


def test_every_file_that_a_style_sheet_or_script_names_is_fetched_too() -> None:
    named = re.compile(r"url\(\"(?!data:)([^\"?]+)|sourceMappingURL=([\w.]+)")
    for path in (p for p in bootstrap.VENDOR.rglob("*") if p.suffix in {".css", ".js"}):
        for matches in named.findall(path.read_text()):
            target = path.parent / "".join(matches)
            assert target.exists(), f"{path.name} names {target.name}"


@pytest.mark.parametrize("name", ["base", "dev", "assets"])
def test_locks_pin_by_hash_and_name_no_host(name: str) -> None:
    lock = bootstrap.LOCKS[name].read_text()
    packages = [line for line in lock.splitlines() if line and not line.startswith(" ")]
    assert packages
    assert all("==" in line for line in packages)
    assert "://" not in lock
    assert lock.count("--hash=sha256:") >= len(packages)

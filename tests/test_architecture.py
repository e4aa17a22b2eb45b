"""The map of rooms, held by a test: an app imports only what stands below it, and each room keeps to its work."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ORDER = ["ekinerja", "organisasi", "skp", "kegiatan", "penilaian", "dashboard"]
SOURCES = sorted(path for app in ORDER for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def label(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=label)
def test_an_app_imports_only_what_stands_below_it(path: Path) -> None:
    app = path.relative_to(ROOT).parts[0]
    above = ORDER[ORDER.index(app) + 1 :]
    upward = {name for name in imports(path) if name.split(".")[0] in above}
    assert upward == set(), f"{label(path)} reaches up to {upward}"


@pytest.mark.parametrize("path", sorted((ROOT / "penilaian" / "scoring").glob("*.py")), ids=label)
def test_scoring_knows_nothing_of_django_or_the_clock(path: Path) -> None:
    allowed = {"collections", "dataclasses", "decimal", "enum", "types", "typing", "re", "penilaian", "math"}
    assert {name.split(".")[0] for name in imports(path)} <= allowed


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name == "workflow.py"], ids=label)
def test_a_workflow_is_a_table_without_users_and_queries(path: Path) -> None:
    assert {name for name in imports(path) if "models" in name and name != "django.db.models"} == set()
    assert ".objects" not in path.read_text()


VIEWS = [p for p in SOURCES if "views" in p.parts or p.name == "views.py"]


@pytest.mark.parametrize("path", VIEWS, ids=label)
def test_a_view_does_no_work_of_other_rooms(path: Path) -> None:
    source = path.read_text()
    for word in ("Q(", ".save(", "objects.all()", ".is_superuser", ".admin_instansi", "objects.get(", ".delete()"):
        assert word not in source, f"{label(path)}: {word} belongs to a queryset, a service or a rule"


@pytest.mark.parametrize(
    "path",
    [p for p in SOURCES if p.name in {"services.py", "rules.py", "querysets.py", "models.py"} or "services" in p.parts],
    ids=label,
)
def test_services_and_rules_never_see_a_request(path: Path) -> None:
    tree = ast.parse(path.read_text())
    arguments = {a.arg for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for a in node.args.args}
    assert "request" not in arguments
    assert "django.http" not in imports(path)


@pytest.mark.parametrize("path", SOURCES, ids=label)
def test_nothing_unsafe(path: Path) -> None:
    source = path.read_text()
    for word in ('__all__ = "__all__"', 'fields = "__all__"', "csrf_exempt", ".extra(", "RawSQL", "mark_safe("):
        assert word not in source, f"{label(path)}: {word}"


def test_no_room_is_called_utils() -> None:
    names = {path.stem for path in SOURCES} | {part for path in SOURCES for part in path.parts}
    assert names & {"utils", "helpers", "common", "core", "signals"} == set()

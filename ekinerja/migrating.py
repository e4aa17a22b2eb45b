"""A migration that builds the models anew once for many operations alike, not after each.

After every operation Django builds the classes of the model, of those it refers to and of those that refer to these
anew: here, where everything refers to a person, a good part of all models. That took most of the time of the first
start and of every test database.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

# What makes tables, and what adds to tables that are there. Never in one run: a table would be made with what is then
# added to it once more.
ALIKE = ((migrations.CreateModel,), (migrations.AddField, migrations.AddIndex, migrations.AddConstraint, AddTrigger))


class Run(Operation):
    """Operations alike, one after the other, whose models are built when all are known."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        built = state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if built:
            state.apps = built
            state.reload_models([(app_label, name) for name in self.models()], delay=False)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)

    def models(self) -> set[str]:
        # A trigger changes nothing of its model's class.
        changing = (operation for operation in self.operations if not isinstance(operation, AddTrigger))
        return {getattr(operation, "model_name_lower", "") or operation.name_lower for operation in changing}  # type: ignore[attr-defined]

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    """Applied in runs; everything else (its state, its way back, what is compared with the models) is as ever."""

    def apply(self, project_state, schema_editor, collect_sql=False):  # type: ignore[no-untyped-def]
        given = self.operations
        self.operations = list(runs(given))  # type: ignore[misc]  # an instance has its own list: Migration.__init__
        try:
            return super().apply(project_state, schema_editor, collect_sql)
        finally:
            self.operations = given  # type: ignore[misc]


def runs(operations: Sequence[Operation]) -> Iterator[Operation]:
    for kind, alike in groupby(operations, key=_kind):
        if kind is None:
            yield from alike
        else:
            yield Run(list(alike))


def _kind(operation: Operation) -> int | None:
    return next((n for n, kinds in enumerate(ALIKE) if isinstance(operation, kinds)), None)

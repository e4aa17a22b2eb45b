"""Operations alike are applied as one run, and only those that may be."""

from django.db import migrations, models
from django.db.migrations.state import ProjectState

from ekinerja.migrating import Run, runs


def test_tables_are_made_in_one_run_and_added_to_in_the_next() -> None:
    made = [migrations.CreateModel("Satu", []), migrations.CreateModel("Dua", [])]
    added = [
        migrations.AddField("satu", "dua", models.ForeignKey("Dua", models.CASCADE)),
        migrations.AddIndex("dua", models.Index(fields=["id"], name="dua_id")),
    ]
    one, two = runs([*made, *added])
    assert isinstance(one, Run)
    assert isinstance(two, Run)
    assert (one.operations, two.operations) == (made, added)
    assert (one.models(), two.models()) == ({"satu", "dua"}, {"satu", "dua"})


def test_what_changes_or_removes_is_applied_by_itself() -> None:
    alone = [migrations.AlterField("satu", "id", models.BigAutoField()), migrations.RemoveField("satu", "dua")]
    assert list(runs(alone)) == alone


def test_a_run_leaves_the_state_that_its_operations_leave() -> None:
    operations = [
        migrations.CreateModel("Satu", [("id", models.BigAutoField(primary_key=True))]),
        migrations.CreateModel("Dua", [("satu", models.ForeignKey("ekinerja.Satu", models.CASCADE))]),
        migrations.AddField("satu", "nama", models.CharField(max_length=9)),
        migrations.AddField("satu", "dua", models.ForeignKey("ekinerja.Dua", models.CASCADE, related_name="+")),
    ]
    together, singly = (ProjectState() for _ in range(2))
    assert together.apps is not singly.apps
    for operation in operations:
        operation.state_forwards("ekinerja", singly)
    for run in runs(operations):
        run.state_forwards("ekinerja", together)
    assert together.models.keys() == singly.models.keys()
    for state in (together, singly):
        satu, dua = state.apps.get_model("ekinerja", "Satu"), state.apps.get_model("ekinerja", "Dua")
        assert satu._meta.get_field("dua").related_model is dua
        assert dua._meta.get_field("satu").related_model is satu

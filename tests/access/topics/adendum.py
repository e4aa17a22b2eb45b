"""Review of a submitted SKP, and Adendum."""

from types import SimpleNamespace

from tests.access.row import OWNER, PENILAI, READERS, Row, only, pk

# The world's submitted SKP is the rekan's.
JUDGE_OF_REKAN = only(PENILAI, among=READERS - OWNER | {"rekan"})

POLICY: tuple[Row, ...] = (Row("skp:tinjau", get=JUDGE_OF_REKAN, post=JUDGE_OF_REKAN, kwargs=pk("diajukan_skp")),)


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """Adds to the world what the rows above ask for."""

from types import SimpleNamespace

from tests.access.row import Row

POLICY: tuple[Row, ...] = ()


def extend(world: SimpleNamespace, org: SimpleNamespace) -> None:
    """Adds to the world what the rows above ask for."""

from dataclasses import dataclass

from ekinerja.errors import NotAllowed


@dataclass(frozen=True)
class Verdict:
    """The answer of a rule: whether the button shows and the POST passes, and in Indonesian why not (feature 305)."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raises NotAllowed with the reason."""
        if not self.allowed:
            raise NotAllowed(self.reason)


ALLOWED = Verdict(True)


def denied(reason: str) -> Verdict:
    return Verdict(False, reason)

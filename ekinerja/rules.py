from dataclasses import dataclass

from ekinerja.errors import IllegalTransition, NotAllowed, Refused


@dataclass(frozen=True)
class Verdict:
    """The answer of a rule: whether the button shows and the POST passes, and in Indonesian why not."""

    allowed: bool
    reason: str = ""
    error: type[NotAllowed] | type[Refused] = NotAllowed

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raises NotAllowed with the reason, or the refusal the rule named (see `not_now`)."""
        if not self.allowed:
            raise self.error(self.reason)

    def require_right(self) -> None:
        """Raises NotAllowed where the right is missing. What is only too late is left to the service, whose refusal
        is shown on the form with all that was typed."""
        if self.error is NotAllowed:
            self.require()


ALLOWED = Verdict(True)


def denied(reason: str) -> Verdict:
    return Verdict(False, reason)


def not_now(reason: str, error: type[Refused] = IllegalTransition) -> Verdict:
    """This person may, but the document's state or the clock does not let him: a message on the page, not a 403."""
    return Verdict(False, reason, error)

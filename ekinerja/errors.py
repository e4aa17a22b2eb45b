"""The answers a service can give instead of doing what was asked. Each message is Indonesian and shown as it is."""


class Refused(Exception):
    """Allowed for this person, but not now or not so. The page shows the message and keeps what was typed."""

    status = 409

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class IllegalTransition(Refused):
    """The document is not in a state from which this action leads anywhere."""


class TooLate(Refused):
    """The limit has passed. The message names the date and who can give a dispensasi."""


class Conflict(Refused):
    """Somebody else acted first, or the form was older than the row."""


class NotAllowed(Exception):
    """Visible to this person, but not his to do: 403 with the reason."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

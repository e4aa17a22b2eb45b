from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func, Value


class DateRange(Func):
    """Two date columns as a range with both days inside, for exclusion constraints and overlap filters."""

    function = "DATERANGE"
    output_field = DateRangeField()

    def __init__(self, lower: object, upper: object) -> None:
        super().__init__(lower, upper, Value("[]"))

import pandas as pd
import pytest

from tests.inventories import rows
from toolkit.views import VIEWS


@pytest.mark.parametrize(
    ("rule", "used"),
    [
        ("ALARM(cpu) OR ALARM(disk)", [True, False]),
        ('ALARM("two words") AND NOT OK ( cpu-b )', [False, True]),
        ("INSUFFICIENT_DATA(arn:cpu)", [True, False]),
        ("TRUE", [False, False]),
        (None, [pd.NA, pd.NA]),
    ],
)
def test_an_alarm_that_a_composite_one_names_is_used(rule, used):
    alarms = rows(
        "cloudwatch_alarm",
        resource_id=["arn:cpu", "arn:two", "arn:all"],
        name=["cpu", "two words", "all"],
        rule=["none", "none", rule],
    )
    assert VIEWS["cloudwatch_alarm_use"].build(alarms)["in_composite"].tolist()[:2] == used

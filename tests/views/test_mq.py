import pytest

from tests.inventories import rows
from toolkit.views import VIEWS


@pytest.mark.parametrize(
    ("own", "offered", "is_"),
    [
        ("3.13", "3.13 4.2", True),
        ("3.13.7", "3.13 4.2", True),
        ("5.18", "5.18.4 5.19", True),
        ("3.1", "3.13 4.2", False),
        ("3.12", "3.13 4.2", False),
        ("13.4", "3.13 4.2", False),
        (None, "3.13", "?"),
        ("odd", "3.13", "?"),
        ("3.13", None, "?"),
        ("3.13", "", "?"),
    ],
)
def test_a_version_is_offered(own, offered, is_):
    frame = VIEWS["mq_broker_version"].build(rows("mq_broker", engine_version=[own], offered_versions=[offered]))
    assert frame["version_offered"].astype("object").fillna("?").tolist() == [is_]

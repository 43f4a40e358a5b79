"""The time of an observation is AWS's: a local clock that goes wrong changes no age, and is named."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pandas as pd
import pytest
from click.testing import CliRunner

from tests import wire
from tests.conftest import REGION
from tests.endpoint import endpoint
from tests.test_unobserved import audit
from toolkit.cli import cli
from toolkit.inventory import read_inventory
from toolkit.show.observed import dates_note
from toolkit.show.sections import cover


@pytest.fixture
def collected(monkeypatch, tmp_path):
    """`collected(date)`: what the command says, and the inventory, where AWS sends this date."""

    def run(date):
        def answer(request):
            status, headers, body = wire.estate(request)
            return status, headers | {"Date": date}, body

        with endpoint(answer) as url:
            monkeypatch.setenv("AWS_ENDPOINT_URL", url)
            asked = ["collect", f"--out={tmp_path / 'i'}", f"--region={REGION}", "--table=kms_key", "--table=iam_user"]
            said = CliRunner().invoke(cli, asked, catch_exceptions=False).stdout
        return said, read_inventory(tmp_path / "i")

    return run


def asked_of(inventory):
    """Calls for tables; which Regions are on is answered by the endpoint itself."""
    return inventory.ledger[inventory.ledger["table"].ne("plan")]


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(timedelta(hours=2), "behind AWS's"), (timedelta(minutes=-30), "ahead of AWS's"), (timedelta(minutes=4), "")],
)
def test_observations_have_the_time_of_aws_and_a_clock_that_differs_is_named(collected, ahead, words):
    told = (datetime.now(UTC) + ahead).replace(microsecond=0)
    said, inventory = collected(format_datetime(told, usegmt=True))

    for frame in (inventory["kms_key"], inventory["iam_user"]):
        assert frame["observed_at"].between(pd.Timestamp(told), pd.Timestamp(told) + timedelta(seconds=1)).all()
    assert (inventory.coverage["observed_at"] - pd.Timestamp(told)).abs().max() < timedelta(minutes=2)
    assert asked_of(inventory)["answered_at"].ge(pd.Timestamp(told)).all()
    assert ("The local clock was" in said) == bool(words) and words in said
    assert inventory.coverage["error"].str.contains("The local clock was").all() == bool(words)
    front = dict(cover(audit(inventory)))
    assert words in front.get("Clock", "")
    shown = dates_note(audit(inventory)).block
    assert ("The local clock was" in str(shown)) == bool(words)


@pytest.mark.parametrize("date", ["", "yesterday", "Thu, 99 Foo 2026 00:00:00 GMT", "0"])
def test_a_date_that_is_none_leaves_the_local_clock(collected, date):
    began = pd.Timestamp.now(tz="UTC")
    _, inventory = collected(date)

    assert inventory["kms_key"]["observed_at"].ge(began).all()
    assert asked_of(inventory)["clock_skew"].isna().all()
    assert inventory.clock == ""

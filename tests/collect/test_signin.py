"""Credentials that end in the middle of a run stop it: nothing is sealed, and the same command goes on."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from threading import Lock

import pytest
from botocore.credentials import RefreshableCredentials
from botocore.exceptions import UnauthorizedSSOTokenError
from botocore.session import Session

from tests import wire
from tests.collect.faults import timeless
from tests.conftest import ACCOUNT, REGION
from tests.endpoint import ROLE_KEY, assumed, endpoint, identity, json_answer, refusal
from toolkit.collect.clients import WORKERS
from toolkit.collect.run import collect
from toolkit.errors import CredentialsError, InventoryError
from toolkit.inventory import read_inventory

OTHER = "222222222222"
TABLES = ["iam_access_key", "logs_group", "s3_bucket"]
WORDS = r"ended in the middle of the run .*{}.* is incomplete: sign in again and give the same command"


class Ending:
    """An estate whose credentials end after some calls, until somebody signs in again."""

    def __init__(self, code, after, knows_who=False):
        self.code, self.left, self.knows_who = code, after, knows_who
        self.refused = Counter()
        self._lock = Lock()

    def __call__(self, request):
        with self._lock:
            self.left -= 1
            ended = self.left < 0 and not (self.knows_who and request.service == "sts")
            self.refused[request.operation or request.path] += ended
        return refusal(request, self.code) if ended else wire.estate(request)

    def sign_in(self):
        self.left = 1_000_000


@pytest.fixture
def run(monkeypatch, tmp_path):
    """`run(answer, …)` collects into the same folder each time."""

    def collected(answer, **kwargs):
        with endpoint(answer) as url:
            monkeypatch.setenv("AWS_ENDPOINT_URL", url)
            collect(tmp_path / "inventory", **({"region_names": [REGION], "table_names": TABLES} | kwargs))
        return read_inventory(tmp_path / "inventory")

    return collected


ENDINGS = [
    ("ExpiredTokenException", 20, False),
    ("InvalidClientTokenId", 10, False),
    ("UnrecognizedClientException", 30, False),
    ("RequestExpired", 3, True),  # whoever is asked who it is may still know
]


@pytest.mark.parametrize(("code", "after", "knows_who"), ENDINGS)
def test_a_run_stops_where_its_credentials_end_and_goes_on_from_there(
    run, undisturbed, tmp_path, code, after, knows_who
):
    estate = Ending(code, after, knows_who)
    with pytest.raises(CredentialsError, match=WORDS.format(code)) as raised:
        run(estate)

    assert raised.value.exit_code == 1 and "\n" not in str(raised.value)
    assert not json.loads((tmp_path / "inventory" / "manifest.json").read_text())["complete"]
    with pytest.raises(InventoryError, match="incomplete"):
        read_inventory(tmp_path / "inventory")
    assert 0 < estate.refused.total() < 3 * WORKERS  # what was under way until AWS had said who asks

    estate.sign_in()
    inventory = run(estate)
    whole = timeless(undisturbed)
    whole["coverage"] = [line for line in whole["coverage"] if line["table"] in TABLES]
    assert timeless(inventory) == {name: whole[name] for name in (*TABLES, "coverage")}
    assert code not in set(inventory.ledger.loc[inventory.ledger["table"].ne("plan"), "error_code"])


def test_a_region_that_is_off_is_none_of_it(run):
    """It does not know the credentials either, from the first call to the last."""
    off = "us-west-2"
    inventory = run(
        lambda r: refusal(r, "UnrecognizedClientException") if r.region == off else wire.estate(r),
        region_names=[REGION, off],
        table_names=["kms_key", "logs_group"],
    )
    status = inventory.coverage.set_index("region")["status"]
    assert (set(status[REGION]), set(status[off])) == ({"observed"}, {"not_enabled"})


def across(request, roles):
    """Answer in two accounts; `roles` answers what is asked with the credentials of the role."""
    by_role = request.key_id.startswith(ROLE_KEY)
    if request.operation == "AssumeRole":
        return assumed(OTHER)
    if request.service == "sts":
        return identity(OTHER if by_role else ACCOUNT)
    return roles(request) if by_role else wire.estate(request)


BOTH = {"account_ids": [ACCOUNT, OTHER], "role_name": "audit", "table_names": ["kms_key", "logs_group"]}


def test_credentials_of_a_role_that_end_are_the_matter_of_its_account(run):
    inventory = run(lambda r: across(r, lambda r: refusal(r, "ExpiredTokenException", 400)), **BOTH)

    status = inventory.coverage.set_index("account_id")["status"]
    assert (set(status[ACCOUNT]), set(status[OTHER])) == ({"observed"}, {"failed"})


def test_the_token_of_a_page_that_ended_is_the_matter_of_its_table(run):
    """AWS says it with a code that it has for credentials too; whoever is asked then still knows who asks."""

    def answer(request):
        if request.operation != "DescribeLogGroups":
            return wire.estate(request)
        next_page = "nextToken" in request.parameters
        return refusal(request, "ExpiredTokenException", 400) if next_page else json_answer(first_page)

    first_page = {"logGroups": [], "nextToken": "2"}
    inventory = run(answer, table_names=["kms_key", "logs_group"])

    status = inventory.coverage.set_index("table")["status"]
    assert status.to_dict() == {"kms_key": "observed", "logs_group": "failed"}


def test_a_role_that_cannot_be_renewed_since_the_caller_is_signed_out_stops_the_run(run):
    given = Counter()

    def answer(request):
        if request.operation == "AssumeRole" and given["keys"] == 1:
            given["ended"] = 1
        if given["ended"] and not request.key_id.startswith(ROLE_KEY):
            return refusal(request, "ExpiredToken")
        if request.operation == "AssumeRole":
            given["keys"] = 1
            status, headers, body = assumed(OTHER)
            soon = f"{datetime.now(UTC) + timedelta(minutes=5):%Y-%m-%dT%H:%M:%SZ}"  # so near that they are renewed
            return status, headers, body.replace(b"2099-01-01T00:00:00Z", soon.encode())
        return across(request, wire.estate)

    with pytest.raises(CredentialsError, match=WORDS.format("ExpiredToken")):
        run(answer, **BOTH | {"account_ids": [OTHER]})


def test_a_session_of_iam_identity_center_that_ends_stops_the_run(run, monkeypatch):
    """Then there is nothing to sign with: no call leaves, and none is refused."""
    renewals = Counter()

    def renewed():
        renewals["made"] += 1
        if renewals["made"] > 8:
            raise UnauthorizedSSOTokenError
        soon = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
        return {"access_key": "AKIA1", "secret_key": "s3cr3t", "token": "t", "expiry_time": soon}

    held = RefreshableCredentials.create_from_metadata(renewed(), renewed, "sso")
    monkeypatch.setattr(Session, "get_credentials", lambda _: held)
    with pytest.raises(CredentialsError, match=WORDS.format("SSO")):
        run(wire.estate)


def test_a_question_that_nobody_answers_says_nothing_about_credentials(run):
    asked = Counter()

    def answer(request):
        if request.service == "sts":
            asked["sts"] += 1
            return wire.estate(request) if asked["sts"] <= 2 else refusal(request, "AccessDenied")
        return refusal(request, "UnrecognizedClientException") if request.service == "logs" else wire.estate(request)

    inventory = run(answer, table_names=["kms_key", "logs_group"])
    assert inventory.coverage.set_index("table")["status"].to_dict() == {
        "kms_key": "observed",
        "logs_group": "not_enabled",
    }
    assert asked["sts"] == 3

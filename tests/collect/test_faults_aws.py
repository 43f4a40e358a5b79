"""Faults of AWS over HTTP: what a call loses to them is asked again, or said; nothing is lost, twice or invented."""

from collections import Counter
from hashlib import sha256
from threading import Lock

import pytest

from tests import wire
from tests.conftest import REGION
from tests.endpoint import RESET, endpoint, refusal
from toolkit.collect.run import collect
from toolkit.inventory import read_inventory

TABLES = [  # every protocol, pages, parents, details, rows that are no list
    "cloudtrail_trail",
    "dynamodb_table",
    "ec2_instance",
    "ecs_cluster",
    "ecs_service",
    "eks_nodegroup",
    "elbv2_listener",
    "guardduty_detector",
    "iam_access_key",
    "iam_credential",
    "iam_password_policy",
    "iam_user",
    "kms_key",
    "logs_group",
    "rds_snapshot",
    "s3_account",
    "s3_bucket",
    "secretsmanager_secret",
]


class Faulty:
    """An estate that gives a share of the answers, in percent, as faults; a hash of the request says which."""

    def __init__(self, percent, *faults):
        self.percent, self.faults = percent, faults
        self.asked, self.given = Counter(), 0
        self._lock = Lock()

    def __call__(self, request):
        if request.service == "sts":
            return wire.estate(request)
        asked = (request.operation, request.path, repr(sorted(request.parameters.items())))
        with self._lock:
            self.asked[asked] += 1
            drawn = sha256(repr((asked, self.asked[asked])).encode()).digest()
            faulty = drawn[0] * 100 < self.percent * 256
            self.given += faulty
        return self.faults[drawn[1] % len(self.faults)](request) if faulty else wire.estate(request)


@pytest.fixture
def at(monkeypatch, tmp_path):
    """`at(answer, …)` runs a collection against an endpoint; its inventory."""

    def run(answer, **kwargs):
        with endpoint(answer) as url:
            monkeypatch.setenv("AWS_ENDPOINT_URL", url)
            collect(tmp_path / "inventory", **({"region_names": [REGION], "table_names": TABLES} | kwargs))
        return read_inventory(tmp_path / "inventory")

    return run


@pytest.fixture
def undisturbed(once, monkeypatch):
    """The inventory of the estate without a fault."""

    def make(folder):
        with endpoint(wire.estate) as url, monkeypatch.context() as here:
            here.setenv("AWS_ENDPOINT_URL", url)
            collect(folder, region_names=[REGION], table_names=TABLES)

    return read_inventory(once("undisturbed", make))


def timeless(inventory):
    frames = {**inventory.tables, "coverage": inventory.coverage}
    return {name: frame.drop(columns="observed_at").astype("object").fillna("NA").to_dict("records") for name, frame in frames.items()}


def calls(inventory):
    """Ids of all calls but those of the plan, which have the time in their names."""
    return sorted(inventory.ledger.loc[inventory.ledger["table"].ne("plan"), "call_id"])


def throttled(request):
    return refusal(request, "Throttling", 400)


def broken(request):
    return refusal(request, "InternalFailure", 500)


def unavailable(_):
    return 503, {}, b""


def reset(_):
    return RESET


def cut(request):
    """Break off in the middle of an answer."""
    status, headers, body = wire.estate(request)
    return status, headers | {"Content-Length": str(len(body)), "Connection": "close"}, body[: len(body) // 2]


@pytest.mark.parametrize(
    ("percent", "faults"), [(30, [throttled]), (5, [broken, unavailable, reset, cut])], ids=["throttled", "broken"]
)
def test_what_is_throttled_or_broken_is_asked_again_and_all_is_as_without(at, undisturbed, percent, faults):
    estate = Faulty(percent, *faults)
    inventory = at(estate)

    assert estate.given > estate.asked.total() * percent / 200
    assert timeless(inventory) == timeless(undisturbed)
    assert calls(inventory) == calls(undisturbed)
    made = inventory.ledger[inventory.ledger["service"].ne("sts")]
    assert made["attempts"].sum() == estate.asked.total()
    assert set(made["outcome"]) == {"ok"}

"""Faults of AWS over HTTP: what a call loses to them is asked again, or said; nothing is lost, twice or invented."""

from collections import Counter
from hashlib import sha256
from threading import Lock

import pytest

from tests import wire
from tests.collect.faults import TABLES, calls, timeless
from tests.endpoint import RESET, refusal


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
    ("percent", "faults", "tables"),
    [(30, [throttled], TABLES[1::2]), (5, [broken, unavailable, reset, cut], TABLES)],
    ids=["throttled", "broken"],
)
def test_what_is_throttled_or_broken_is_asked_again_and_all_is_as_without(run_at, undisturbed, percent, faults, tables):
    estate = Faulty(percent, *faults)
    inventory = run_at(estate, table_names=tables)

    assert (undisturbed.coverage["rows"] > 0).all()
    whole = timeless(undisturbed)
    whole["coverage"] = [line for line in whole["coverage"] if line["table"] in tables]
    assert timeless(inventory) == {name: whole[name] for name in (*inventory.tables, "coverage")}
    assert calls(inventory) == [call for call in calls(undisturbed) if call.split("/")[2] in tables]
    made = inventory.ledger[inventory.ledger["table"].ne("plan")]
    assert made["attempts"].sum() >= estate.asked.total()  # one may meet a connection that the one before broke
    assert made["attempts"].gt(1).any() and estate.given > estate.asked.total() * percent / 200
    assert set(made["outcome"]) == {"ok"}

"""The report says who signed, of what an inventory was merged, and when it was collected."""

from dataclasses import replace
from datetime import date

import pytest

from tests.engagements import ENGAGEMENT
from tests.inventories import inventory
from tests.test_unobserved import audit
from toolkit.show.observed import dates_note
from toolkit.show.sections import seal
from toolkit.signature import Signature

ABOUT = {"caller_arn": "a", "tool": "aws-demarc", "versions": {}}


def estate(signatures=(), **manifest):
    made = inventory({})
    return replace(made, manifest=made.manifest | ABOUT | manifest, signatures=tuple(signatures))


def rows(made, what):
    return [value for name, value in seal(audit(made)).block["rows"] if name == what]


def test_signers_stand_in_the_report_and_a_signature_that_does_not_hold_too():
    good = Signature("signatures/1.json", "", "ab12", "arn:aws:kms:eu-central-1:1:key/2", "2026-11-25T12:00:00+00:00")
    bad = Signature("signatures/2.json", "it is for another root hash")

    first, second = rows(estate([good, bad]), "Signature of the inventory")
    assert first.startswith(f"{good.sentence} Its key came with it: ")
    assert "ab12 (KMS key arn:aws:kms:eu-central-1:1:key/2, as the signer says)" in first
    assert second == "signatures/2.json is not valid: it is for another root hash."
    assert rows(estate(), "Signature of the inventory") == []


def test_a_merged_inventory_names_its_sources():
    part = {
        "root_sha256": "cd" * 32,
        "started_at": "2026-11-20T09:00:00+00:00",
        "finished_at": "2026-11-20T10:00:00+00:00",
    }

    assert rows(estate(merged_from=[part]), "Merged from") == [
        f"{'cd' * 32}, 2026-11-20T09:00:00+00:00 to 2026-11-20T10:00:00+00:00"
    ]
    assert rows(estate(), "Merged from") == []


@pytest.mark.parametrize(
    ("started", "ended", "said"),
    [
        ("2026-11-24", date(2026, 12, 31), "Configurations are those of 2026-11-24; "),
        ("2026-11-20", date(2026, 12, 31), "Configurations are those of 2026-11-20 to 2026-11-24; "),
        ("2026-08-01", date(2026, 12, 31), "The inventory of 2026-08-01 to 2026-11-24 is judged for 2026-11-24, more"),
        ("2026-11-20", date(2026, 11, 22), "Some of it was collected outside the period "),
        ("2026-11-23", date(2026, 11, 22), "It was collected outside the period "),
    ],
)
def test_inventories_that_lie_apart_are_said_to(started, ended, said):
    engagement = ENGAGEMENT.model_copy(update={"period_start": date(2026, 1, 1), "period_end": ended})

    block = dates_note(audit(estate(started_at=f"{started}T09:00:00+00:00"), engagement=engagement)).block
    assert said in block["text"]
    assert (block["tone"] == "neutral") == said.startswith("Configurations")

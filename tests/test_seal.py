"""The report says who signed."""

from dataclasses import replace

from tests.inventories import inventory
from tests.test_unobserved import audit
from toolkit.inventory import Signature
from toolkit.show.sections import seal

ABOUT = {"caller_arn": "a", "tool": "aws-demarc", "versions": {}}


def estate(signatures=(), **manifest):
    made = inventory({})
    return replace(made, manifest=made.manifest | ABOUT | manifest, signatures=tuple(signatures))


def rows(made, what):
    return [value for name, value in seal(audit(made)).block["rows"] if name == what]


def test_signers_stand_in_the_report_and_a_signature_that_does_not_hold_too():
    good = Signature("signatures/1.json", "", "ab12", "arn:aws:kms:eu-central-1:1:key/2", "2026-11-25T12:00:00+00:00")
    bad = Signature("signatures/2.json", "it is for another root hash")

    first, second = rows(estate([good, bad]), "Signature")
    assert first.startswith(f"{good.sentence} Its key came with it: ")
    assert "ab12 (KMS key arn:aws:kms:eu-central-1:1:key/2, as the signer says)" in first
    assert second == "signatures/2.json is not valid: it is for another root hash."
    assert rows(estate(), "Signature") == []

"""Views over AWS Key Management Service."""

from __future__ import annotations

from toolkit.model import view
from toolkit.views.iam_policy_document import admits_anyone


@view
def kms_key_policy(kms_key):
    """Keys, each with whether its policy lets principals of any account use it (`admits_anyone`)."""
    return kms_key.assign(
        admits_anyone=kms_key["statements_json"].map(admits_anyone, na_action="ignore").astype("boolean")
    )

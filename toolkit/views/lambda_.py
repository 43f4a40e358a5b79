"""Views over AWS Lambda."""

from __future__ import annotations

from toolkit.model import view
from toolkit.views.iam_policy_document import admits_anyone


@view
def lambda_function_policy(lambda_function):
    """Functions, each with whether its resource policy lets callers of any account invoke it (`admits_anyone`)."""
    return lambda_function.assign(
        admits_anyone=lambda_function["statements_json"].map(admits_anyone, na_action="ignore").astype("boolean")
    )

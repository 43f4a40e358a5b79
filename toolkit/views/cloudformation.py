"""Views of AWS CloudFormation: what the names of outputs say."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.environment import secrets_among


@view
def cloudformation_stack_names(cloudformation_stack: pd.DataFrame) -> pd.DataFrame:
    """Stacks, with those of their outputs that are named like a secret."""
    secret = cloudformation_stack["output_names"].map(secrets_among, na_action="ignore").astype("string")
    return cloudformation_stack.assign(secret_outputs=secret)

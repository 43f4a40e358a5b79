"""Views of AWS CodeBuild: what the names of variables say."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.environment import secrets_among


@view
def codebuild_project_variables(codebuild_project: pd.DataFrame) -> pd.DataFrame:
    """Build projects, with those of their plain environment variables that are named like a secret."""
    secret = codebuild_project["plaintext_names"].map(secrets_among, na_action="ignore").astype("string")
    return codebuild_project.assign(plain_secret_names=secret)

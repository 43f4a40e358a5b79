"""Results of Trusted Advisor beside the checks that they are of."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.joins import joined


@view
def support_trusted_advisor_result_category(
    support_trusted_advisor_result: pd.DataFrame, support_trusted_advisor_check: pd.DataFrame
) -> pd.DataFrame:
    """Results of Trusted Advisor, each with the `category` of its check; `none` where the check is not listed."""
    return joined(support_trusted_advisor_result, support_trusted_advisor_check, "resource_id", {"category": "none"})

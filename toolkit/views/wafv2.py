"""Views of AWS WAF: web ACLs of both scopes."""

from __future__ import annotations

import pandas as pd

from toolkit.model import union


@union
def wafv2_web_acl_everywhere(wafv2_web_acl: pd.DataFrame, wafv2_cloudfront_web_acl: pd.DataFrame) -> pd.DataFrame:
    """Web ACLs for resources of a Region, and for CloudFront distributions."""
    own = wafv2_web_acl.drop(columns="load_balancer_arns")
    return pd.concat([own, wafv2_cloudfront_web_acl[own.columns].astype(own.dtypes)], ignore_index=True)

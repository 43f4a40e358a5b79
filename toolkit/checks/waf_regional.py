"""Checks of AWS WAF Classic."""

from toolkit.model import check
from toolkit.readings import among


@check("waf_regional_web_acl", domain="application", severity="medium", family="web_protection")
def waf_regional_web_acl_rules_present(rules, default_action):
    """The web ACL of AWS WAF Classic has rules, or blocks whatever none allows.

    Why: A web ACL without rules that allows by default lets every request through, while it looks like protection.
    Remedy: Move the web ACL to AWS WAF, with rules or managed rule groups; until then, add rules to it.
    Source: https://docs.aws.amazon.com/waf/latest/developerguide/waf-migrating-from-classic.html

    | rules | default_action | verdict |
    |-------|----------------|---------|
    | 1     | ALLOW          | pass    |
    | 0     | BLOCK          | pass    |
    | 0     | ALLOW          | fail    |
    | 0     | COUNT          | fail    |
    | ?     | ALLOW          | unknown |
    """
    return rules.gt(0) | among(default_action, ("block",), ("allow", "count"))

"""Checks of AWS WAF."""

from toolkit.model import check
from toolkit.readings import among


@check("wafv2_web_acl_everywhere", domain="application", severity="medium", family="web_protection")
def wafv2_web_acl_rules_present(rules, default_action):
    """The web ACL has rules, or blocks whatever none allows.

    Why: A web ACL without rules that allows by default lets every request through, while it looks like protection.
    Remedy: Add rules or managed rule groups to the web ACL, or set its default action to Block.
    Source: https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html

    | rules | default_action | verdict |
    |-------|----------------|---------|
    | 1     | Allow          | pass    |
    | 0     | Block          | pass    |
    | 0     | Allow          | fail    |
    | 0     | Divert         | unknown |
    | ?     | Allow          | unknown |
    """
    return rules.gt(0) | among(default_action, ("block",), ("allow",))


@check("wafv2_web_acl_everywhere", domain="logging", severity="medium", family="access_logging")
def wafv2_web_acl_logged(log_destinations):
    """The web ACL writes a log of the requests that it inspects.

    Why: Without the log nobody sees which attacks were tried, which were blocked, and which got through.
    Remedy: Enable logging of the web ACL to a log group, bucket or stream whose name begins with aws-waf-logs-.
    Source: https://docs.aws.amazon.com/waf/latest/developerguide/logging.html

    | log_destinations                        | verdict |
    |-----------------------------------------|---------|
    | arn:aws:s3:::aws-waf-logs-shop          | pass    |
    | none                                    | fail    |
    | ?                                       | unknown |
    """
    return log_destinations.ne("none")

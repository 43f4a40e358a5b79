from tests.inventories import inventory, rows
from toolkit.checks import CHECKS
from toolkit.observe import observe


def verdicts(name, **given):
    tables = CHECKS[name].tables
    estate = inventory({table: given.get(table, rows(table)) for table in tables})
    seen = observe(CHECKS[name], estate[CHECKS[name].table])
    return dict(zip(seen["resource_id"], seen["result"], strict=True))


def test_web_acls_of_both_scopes_are_judged():
    about = {"rules": [0], "default_action": ["Allow"], "log_destinations": ["none"]}
    given = {table: rows(table, **about) for table in ("wafv2_web_acl", "wafv2_cloudfront_web_acl")}
    expected = {"wafv2_web_acl-0": "fail", "wafv2_cloudfront_web_acl-0": "fail"}
    assert verdicts("wafv2_web_acl_rules_present", **given) == expected
    assert verdicts("wafv2_web_acl_logged", **given) == expected

from tests.inventories import rows
from toolkit.views import VIEWS


def test_a_result_gets_the_category_of_its_check():
    checks = rows("support_trusted_advisor_check", resource_id=["a"], category=["security"])
    results = rows("support_trusted_advisor_result", resource_id=["a", "b"], status=["ok", "ok"])
    seen = VIEWS["support_trusted_advisor_result_category"].build(results, checks)
    assert seen["category"].tolist() == ["security", "none"]

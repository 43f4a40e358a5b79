from tests.inventories import rows
from toolkit.views import VIEWS


def test_the_last_part_of_a_name_tells_a_secret():
    names = ["/shop/db_password", "/secrets/log_level", "ApiKey", "/shop/password_policy", None]
    frame = VIEWS["ssm_parameter_secret"].build(rows("ssm_parameter", name=names))
    assert frame["secret_like"].astype("object").fillna("?").tolist() == [True, False, True, False, "?"]

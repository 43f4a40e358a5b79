import pandas as pd

from tests.views.test_ec2_instance import table
from toolkit.views import VIEWS


def test_zones_are_counted_once_and_a_subnet_that_is_not_told_of_leaves_an_unknown():
    functions = table("lambda_function", subnet_ids=["a b", "a c", "a", "a z", "", None])
    subnets = table("ec2_subnet", subnet_id=["a", "b", "c", None], availability_zone=["1", "1", "2", "3"])
    frame = VIEWS["lambda_function_placement"].build(functions, subnets)
    assert frame["vpc_zones"].tolist() == [1, 2, 1, pd.NA, 0, pd.NA]
    elsewhere = VIEWS["lambda_function_placement"].build(functions, subnets.assign(region="s"))
    assert elsewhere["vpc_zones"].tolist() == [*[pd.NA] * 4, 0, pd.NA]

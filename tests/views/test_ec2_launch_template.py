import pandas as pd

from tests.views.test_ec2_instance import table
from toolkit.views import VIEWS


def test_a_template_has_the_defaults_of_its_own_region():
    templates = table("ec2_launch_template", public_ip=["no", "no", "no"]).assign(region=["r", "s", "t"])
    regions = table(
        "ec2_region",
        imds_tokens=["required", "none"],
        imds_endpoint=["none", "disabled"],
        encrypts_ebs=[True, False],
    ).assign(region=["r", "s"])
    frame = VIEWS["ec2_launch_template_defaults"].build(templates, regions)
    assert frame["region_imds_tokens"].fillna("?").tolist() == ["required", "none", "?"]
    assert frame["region_imds_endpoint"].fillna("?").tolist() == ["none", "disabled", "?"]
    assert frame["region_encrypts_ebs"].tolist() == [True, False, pd.NA]

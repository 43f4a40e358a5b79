import pytest

from tests.inventories import inventory, rows


@pytest.mark.parametrize(
    ("names", "secret"), [("DbPassword VpcId", "DbPassword"), ("SecretArn UserPoolId", "none"), ("", "none")]
)
def test_outputs_named_like_secrets_are_found(names, secret):
    estate = inventory({"cloudformation_stack": rows("cloudformation_stack", output_names=[names])})
    assert estate["cloudformation_stack_names"]["secret_outputs"].tolist() == [secret]

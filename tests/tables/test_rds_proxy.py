import pytest

PROXY = {"DBProxyName": "p", "DBProxyArn": "arn:p", "Status": "available"}


def test_proxies(answered):
    about = {"RequireTLS": True, "VpcSubnetIds": ["s-2", "s-1"], "EngineFamily": "POSTGRESQL", "VpcId": "vpc"}
    frame = answered("rds_proxy", ("describe_db_proxies", {"DBProxies": [PROXY | about, PROXY]}))
    assert frame["name"].tolist() == ["p", "p"]
    assert frame["requires_tls"].tolist() == [True, False]
    assert frame["subnet_ids"].tolist() == ["s-1 s-2", ""]


@pytest.mark.parametrize(
    ("about", "required"),
    [
        ({"Auth": [{"IAMAuth": "REQUIRED"}, {"IAMAuth": "REQUIRED"}]}, True),
        ({"Auth": [{"IAMAuth": "REQUIRED"}, {"IAMAuth": "DISABLED"}]}, False),
        ({"Auth": [{"IAMAuth": "ENABLED"}]}, False),
        ({"Auth": []}, False),
        ({}, False),
        ({"DefaultAuthScheme": "IAM_AUTH"}, True),
        ({"DefaultAuthScheme": "NONE", "Auth": [{"IAMAuth": "REQUIRED"}]}, True),
    ],
)
def test_iam_is_required_of_every_user(answered, about, required):
    frame = answered("rds_proxy", ("describe_db_proxies", {"DBProxies": [PROXY | about]}))
    assert frame["requires_iam"].tolist() == [required]

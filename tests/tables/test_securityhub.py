def test_hub_of_the_estate(aws, collected):
    assert collected("securityhub_hub", region="eu-west-3")["enabled"].tolist() == [False]
    aws("securityhub").enable_security_hub()
    frame = collected("securityhub_hub")
    assert frame["resource_id"].tolist() == ["arn:aws:securityhub:eu-central-1:123456789012:hub/default"]
    assert frame["enabled"].tolist() == [True]
    assert frame["subscribed_at"].notna().all()


def test_not_subscribed_is_off_and_any_other_refusal_is_none(answered):
    off = answered(
        "securityhub_hub", ("describe_hub", "InvalidAccessException: Account 1 is not subscribed to AWS Security Hub")
    )
    assert off["enabled"].tolist() == [False]
    assert off.attrs["status"] == "observed"
    refused = answered(
        "securityhub_hub", ("describe_hub", "InvalidAccessException: The account is not allowed to do that")
    )
    assert len(refused) == 0
    assert refused.attrs["status"] != "observed"

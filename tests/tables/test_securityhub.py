import pytest

HUB = {"HubArn": "arn:aws:securityhub:eu-central-1:123456789012:hub/default"}
ELSEWHERE = "InvalidAccessException: Account 123456789012 is not an administrator for this organization"


def standard(name, status):
    arn = f"arn:aws:securityhub:::standards/{name}"
    return {"StandardsSubscriptionArn": "-", "StandardsArn": arn, "StandardsInput": {}, "StandardsStatus": status}


def test_hub_of_the_estate(aws, collected):
    assert collected("securityhub_hub", region="eu-west-3")["enabled"].tolist() == [False]
    aws("securityhub").enable_security_hub()
    frame = collected("securityhub_hub")
    assert frame["resource_id"].tolist() == ["arn:aws:securityhub:eu-central-1:123456789012:hub/default"]
    assert frame["enabled"].tolist() == [True]
    assert frame["subscribed_at"].notna().all()


OFF = [
    "Account 111111111111 is not subscribed to AWS Security Hub",
    "AccountId: 111111111111 is not enabled for securityhub. Currentstate: false",
    "Account is Not Subscribed to AWS SecurityHub",
]


@pytest.mark.parametrize("words", OFF)
def test_not_subscribed_is_off_and_any_other_refusal_is_none(answered, words):
    off = answered("securityhub_hub", ("describe_hub", f"InvalidAccessException: {words}"))
    assert off[["enabled", "standards"]].values.tolist() == [[False, ""]]
    assert off.attrs["status"] == "observed"
    assert len(off.attrs["calls"]) == 1
    refused = answered(
        "securityhub_hub", ("describe_hub", "InvalidAccessException: The account is not allowed to do that")
    )
    assert len(refused) == 0
    assert refused.attrs["status"] != "observed"


def test_standards_that_are_ready(answered):
    subscriptions = [standard("b", "READY"), standard("a", "READY"), standard("c", "DELETING")]
    frame = answered(
        "securityhub_hub",
        ("describe_hub", HUB),
        ("get_enabled_standards", {"StandardsSubscriptions": subscriptions}),
    )
    assert frame["standards"].tolist() == ["arn:aws:securityhub:::standards/a arn:aws:securityhub:::standards/b"]
    refused = answered("securityhub_hub", ("describe_hub", HUB), ("get_enabled_standards", "AccessDeniedException"))
    assert refused["standards"].isna().all()


def test_the_administrator_sees_what_new_accounts_get(answered):
    frame = answered(
        "securityhub_organization",
        (
            "describe_organization_configuration",
            {
                "AutoEnable": False,
                "AutoEnableStandards": "NONE",
                "OrganizationConfiguration": {"ConfigurationType": "CENTRAL", "Status": "ENABLED"},
            },
        ),
        ("list_organization_admin_accounts", "AccessDeniedException"),
    )
    assert frame["resource_id"].tolist() == ["123456789012/eu-central-1/securityhub/organization-configuration"]
    assert frame[["administrator", "auto_enable", "configuration_type"]].values.tolist() == [[True, False, "CENTRAL"]]
    assert frame["admin_account_id"].isna().all()


def test_the_management_account_sees_who_administers(answered):
    admins = [{"AccountId": "1", "Status": "DISABLE_IN_PROGRESS"}, {"AccountId": "2", "Status": "ENABLED"}]
    for answer, expected in (admins, "2"), ([], "none"):
        frame = answered(
            "securityhub_organization",
            ("describe_organization_configuration", ELSEWHERE),
            ("list_organization_admin_accounts", {"AdminAccounts": answer}),
        )
        assert frame[["administrator", "auto_enable", "admin_account_id"]].values.tolist() == [[False, False, expected]]


def test_where_security_hub_is_off_the_organization_is_not_known(answered):
    frame = answered(
        "securityhub_organization",
        ("describe_organization_configuration", "InvalidAccessException: Account 1 is not subscribed"),
    )
    assert (len(frame), frame.attrs["status"]) == (0, "not_enabled")


@pytest.mark.parametrize(
    ("answer", "enabled"),
    [
        ({"HubV2Arn": "arn:aws:securityhub:eu-central-1:1:hubv2/x", "SubscribedAt": "2026-01-02T03:04:05Z"}, [True]),
        ("ResourceNotFoundException", [False]),
        ("AccessDeniedException", []),
    ],
)
def test_the_hub_that_correlates(answered, answer, enabled):
    frame = answered("securityhub_hub_v2", ("describe_security_hub_v2", answer))
    assert frame["enabled"].tolist() == enabled
    assert frame["created_at"].notna().tolist() == enabled

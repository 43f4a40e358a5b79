OFF = "AccessDeniedException: Macie is not enabled."


def test_session_of_the_estate(aws, collected):
    aws("macie2").enable_macie(findingPublishingFrequency="ONE_HOUR", status="ENABLED")
    frame = collected("macie2_session")
    assert frame["resource_id"].tolist() == ["123456789012/eu-central-1/macie2/session"]
    assert frame[["status", "enabled", "publishing_frequency"]].values.tolist() == [["ENABLED", True, "ONE_HOUR"]]
    assert frame["created_at"].notna().all()


def test_macie_that_is_off(answered):
    frame = answered("macie2_session", ("get_macie_session", OFF), ("get_automated_discovery_configuration", OFF))
    assert frame.attrs["status"] == "observed"
    assert frame[["status", "enabled", "automated_discovery"]].values.tolist() == [["off", False, False]]


def test_a_paused_macie_that_discovers(answered):
    frame = answered(
        "macie2_session",
        ("get_macie_session", {"status": "PAUSED"}),
        ("get_automated_discovery_configuration", {"status": "ENABLED"}),
    )
    assert frame[["enabled", "automated_discovery"]].values.tolist() == [[False, True]]


def test_a_refusal_is_not_off(answered):
    refused = answered(
        "macie2_session",
        ("get_macie_session", "AccessDeniedException: User is not authorized"),
    )
    assert (len(refused), refused.attrs["status"]) == (0, "denied")
    frame = answered(
        "macie2_session",
        ("get_macie_session", {"status": "ENABLED"}),
        ("get_automated_discovery_configuration", "AccessDeniedException: User is not authorized"),
    )
    assert frame["automated_discovery"].isna().all()

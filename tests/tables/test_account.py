def test_security_contact(aws, collected):
    assert collected("account_contact")["security_contact_set"].tolist() == [False]
    aws("account").put_alternate_contact(
        AlternateContactType="SECURITY", EmailAddress="s@example.com", Name="S", PhoneNumber="+49 30", Title="T"
    )
    frame = collected("account_contact")
    assert frame["security_contact_set"].tolist() == [True]
    assert frame["resource_id"].tolist() == ["arn:aws:account::123456789012:account"]


def test_a_contact_that_may_not_be_read(answered):
    frame = answered("account_contact", ("get_alternate_contact", "AccessDeniedException"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")


def test_regions(answered):
    regions = [
        {"RegionName": "eu-central-1", "RegionOptStatus": "ENABLED_BY_DEFAULT"},
        {"RegionName": "eu-south-1", "RegionOptStatus": "ENABLED"},
        {"RegionName": "af-south-1", "RegionOptStatus": "DISABLED"},
    ]
    frame = answered("account_region", ("list_regions", {"Regions": regions}))
    assert frame["enabled"].tolist() == [True, True, False]

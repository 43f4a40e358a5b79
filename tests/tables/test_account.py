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


def test_alternate_contacts_that_are_set_and_that_are_not(aws, collected):
    client = aws("account")

    def put(kind, name):
        client.put_alternate_contact(
            AlternateContactType=kind, EmailAddress="a@example.com", Name=name, PhoneNumber=name, Title="T"
        )

    put("BILLING", "b")
    put("OPERATIONS", "o")
    row = collected("account_alternate_contact").iloc[0]
    assert row[["billing_set", "operations_set", "security_set"]].tolist() == [True, True, False]


def test_a_contact_that_is_refused_is_unknown(answered):
    frame = answered(
        "account_alternate_contact",
        ("get_alternate_contact", "ResourceNotFoundException"),
        ("get_alternate_contact", {"AlternateContact": {"Name": "o"}}),
        ("get_alternate_contact", "AccessDeniedException"),
    )
    assert frame[["billing_set", "operations_set"]].values.tolist() == [[False, True]]
    assert frame["security_set"].isna().all()


def test_primary_contact_without_who_it_is(answered):
    contact = {
        "FullName": "canary",
        "AddressLine1": "canary",
        "City": "canary",
        "PostalCode": "1",
        "CountryCode": "DE",
        "PhoneNumber": "+49 30",
    }
    frame = answered(
        "account_primary_contact",
        ("get_contact_information", {"ContactInformation": contact, "VerificationStatus": "UNVERIFIED"}),
    )
    assert frame[["complete", "company_set", "phone_verification"]].values.tolist() == [[True, False, "UNVERIFIED"]]
    assert not frame.astype("string").eq("canary").any(axis=None)
    frame = answered("account_primary_contact", ("get_contact_information", "ResourceNotFoundException"))
    assert frame[["complete", "phone_verification"]].values.tolist() == [[False, "none"]]

DOMAINS = [
    {"DomainName": "good.com", "AutoRenew": True, "TransferLock": True, "Expiry": "2030-01-01"},
    {"DomainName": "bad.com", "AutoRenew": False, "TransferLock": False},
]


def test_domains_without_who_registered_them(answered):
    contact = {"FirstName": "canary", "Email": "canary"}
    details = {"AdminContact": contact, "RegistrantContact": contact, "TechContact": contact}
    privacy = {"AdminPrivacy": True, "RegistrantPrivacy": True, "TechPrivacy": True}
    frame = answered(
        "route53domains_domain",
        ("list_domains", {"Domains": DOMAINS}),
        ("get_domain_detail", details | privacy | {"StatusList": ["clientTransferProhibited"]}),
        ("get_domain_detail", details | dict.fromkeys(privacy, False)),
        region="us-east-1",
    )
    assert frame["resource_id"].tolist() == ["good.com", "bad.com"]
    for column in ("auto_renew", "transfer_lock", "admin_privacy", "registrant_privacy", "tech_privacy"):
        assert frame[column].tolist() == [True, False], column
    assert frame["status_codes"].tolist() == ["clientTransferProhibited", ""]
    assert not frame.astype("string").eq("canary").any(axis=None)


def test_a_domain_that_may_not_be_read(answered):
    frame = answered(
        "route53domains_domain",
        ("list_domains", {"Domains": DOMAINS[:1]}),
        ("get_domain_detail", "AccessDeniedException"),
        region="us-east-1",
    )
    assert frame["transfer_lock"].tolist() == [True]
    assert frame[["admin_privacy", "dnssec", "status_codes"]].isna().all(axis=None)

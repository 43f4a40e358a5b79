def test_certificates_of_the_estate(aws, collected):
    aws("acm").request_certificate(DomainName="*.example.com", ValidationMethod="DNS", KeyAlgorithm="EC_prime256v1")
    aws("acm").request_certificate(DomainName="example.com", ValidationMethod="DNS")
    frame = collected("acm_certificate").set_index("name").loc[["*.example.com", "example.com"]]
    assert frame["type"].tolist() == ["AMAZON_ISSUED", "AMAZON_ISSUED"]
    assert frame["wildcard"].tolist() == [True, False]
    assert frame["in_use"].tolist() == [False, False]
    assert frame["not_after_at"].notna().all()


def test_a_certificate_as_it_is_listed_where_its_description_is_refused(answered):
    arn = "arn:aws:acm:eu-central-1:123456789012:certificate/1"
    listed = {"CertificateArn": arn, "DomainName": "example.com", "KeyAlgorithm": "RSA_1024", "Status": "EXPIRED"}
    frame = answered(
        "acm_certificate",
        ("list_certificates", {"CertificateSummaryList": [listed]}),
        ("describe_certificate", "AccessDeniedException"),
    )
    assert frame[["key_algorithm", "status"]].values.tolist() == [["RSA_1024", "EXPIRED"]]
    assert frame[["transparency_logging", "renewal_status", "wildcard"]].isna().all(axis=None)


ARN = "arn:aws:acm:eu-central-1:123456789012:certificate/"


def test_a_certificate_that_was_exported(answered):
    listed = {"DomainName": "example.com", "Status": "ISSUED"}
    certificates = [listed | {"CertificateArn": f"{ARN}1", "Exported": True}, listed | {"CertificateArn": f"{ARN}2"}]
    frame = answered(
        "acm_certificate",
        ("list_certificates", {"CertificateSummaryList": certificates}),
        *[("describe_certificate", "AccessDeniedException")] * 2,
    )
    assert frame["exported"].tolist() == [True, False]

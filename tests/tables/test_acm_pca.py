def test_authorities_of_the_estate(aws, collected):
    pca = aws("acm-pca")
    for kind in ("ROOT", "SUBORDINATE"):
        pca.create_certificate_authority(
            CertificateAuthorityConfiguration={
                "KeyAlgorithm": "RSA_2048",
                "SigningAlgorithm": "SHA256WITHRSA",
                "Subject": {"CommonName": kind},
            },
            CertificateAuthorityType=kind,
        )
    frame = collected("acm_pca_certificate_authority").set_index("name").loc[["ROOT", "SUBORDINATE"]]
    assert frame["type"].tolist() == ["ROOT", "SUBORDINATE"]
    assert frame["status"].tolist() == ["PENDING_CERTIFICATE", "PENDING_CERTIFICATE"]
    assert frame["crl_enabled"].tolist() == [False, False]

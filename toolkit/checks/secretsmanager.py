"""Checks of AWS Secrets Manager."""

from toolkit.model import check


@check(
    "secretsmanager_secret",
    domain="data",
    severity="medium",
    where="not replica",
    controls={
        "soc2_2017": "CC6.1",
        "iso_27001_2022": "A.5.17",
        "nist_csf_2": "PR.AA-01",
        "nist_800_53_r5": "IA-5",
        "pci_dss_4_0_1": "8.6.3",
        "gdpr": "Art. 32(1)(b)",
    },
)
def secretsmanager_secret_rotation_enabled(rotation_enabled):
    """The secret is rotated automatically.

    Why: A secret that never changes stays usable to everyone who ever saw it.
    Remedy: Set up rotation for the secret, by its service or by a rotation function.
    Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html

    | rotation_enabled | replica | verdict |
    |------------------|---------|---------|
    | True             | False   | pass    |
    | False            | False   | fail    |
    | False            | True    | -       |
    | ?                | False   | unknown |
    """
    return rotation_enabled

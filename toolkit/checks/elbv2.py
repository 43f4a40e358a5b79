"""Checks of Elastic Load Balancing."""

from toolkit.model import check


@check(
    "elbv2_listener",
    domain="network",
    severity="medium",
    where="load_balancer_type == 'application' or protocol == 'TLS'",
    controls={
        "soc2_2017": "CC6.7",
        "iso_27001_2022": "A.5.14, A.8.24",
        "nist_csf_2": "PR.DS-02",
        "nist_800_53_r5": "SC-8(1)",
        "pci_dss_4_0_1": "4.2.1",
        "gdpr": "Art. 32(1)(a)",
        "hipaa_security": "164.312(e)(2)(ii)",
    },
)
def elbv2_listener_tls_required(protocol, only_redirects_to_https):
    """The listener takes only TLS, or does nothing but redirect to HTTPS.

    Why: What is sent to a plain HTTP listener, passwords and session cookies too, can be read and changed on its way.
    Remedy: Replace the actions of the HTTP listener, rules included, by a redirect to an HTTPS listener.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html

    | load_balancer_type | protocol | only_redirects_to_https | verdict |
    |--------------------|----------|-------------------------|---------|
    | application        | HTTPS    | False                   | pass    |
    | application        | HTTP     | True                    | pass    |
    | application        | HTTP     | False                   | fail    |
    | network            | TLS      | False                   | pass    |
    | network            | TCP      | False                   | -       |
    """
    return protocol.isin(["HTTPS", "TLS"]) | only_redirects_to_https


@check(
    "elbv2_load_balancer",
    domain="logging",
    severity="medium",
    where="type == 'application' or type == 'network'",
    controls={
        "soc2_2017": "CC7.2",
        "iso_27001_2022": "A.8.15",
        "nist_csf_2": "DE.CM-01, PR.PS-04",
        "nist_800_53_r5": "AU-12",
        "pci_dss_4_0_1": "10.2.1",
        "hipaa_security": "164.312(b)",
    },
)
def elbv2_load_balancer_access_logged(access_logs):
    """The load balancer writes access logs.

    Why: Access logs show who asked for what and when; without them an attack through the front door leaves no record.
    Remedy: Turn on access logs in the load balancer's attributes, to an S3 bucket that only auditors can read.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html

    | type        | access_logs | verdict |
    |-------------|-------------|---------|
    | application | True        | pass    |
    | network     | False       | fail    |
    | gateway     | False       | -       |
    """
    return access_logs


@check(
    "elbv2_load_balancer",
    domain="resilience",
    severity="low",
    controls={
        "soc2_2017": "A1.2",
        "iso_27001_2022": "A.8.9",
        "nist_csf_2": "PR.IR-03",
        "nist_800_53_r5": "CM-5",
    },
)
def elbv2_load_balancer_deletion_protected(deletion_protection):
    """The load balancer is protected from deletion.

    Why: One mistaken deletion takes the application off the network, and its address is lost.
    Remedy: Turn on deletion protection in the load balancer's attributes.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html

    | deletion_protection | verdict |
    |---------------------|---------|
    | True                | pass    |
    | False               | fail    |
    """
    return deletion_protection


@check(
    "elbv2_load_balancer",
    domain="application",
    severity="medium",
    where="type == 'application'",
    controls={
        "soc2_2017": "CC6.6",
        "iso_27001_2022": "A.8.26",
        "nist_800_53_r5": "SI-10",
    },
)
def elbv2_load_balancer_invalid_headers_dropped(drops_invalid_headers):
    """The application load balancer removes HTTP headers with invalid names.

    Why: Servers disagree on what malformed headers mean; attackers use that to smuggle requests past a filter.
    Remedy: Turn on the removal of invalid header fields in the load balancer's attributes.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html

    | type        | drops_invalid_headers | verdict |
    |-------------|-----------------------|---------|
    | application | True                  | pass    |
    | application | False                 | fail    |
    | network     | False                 | -       |
    """
    return drops_invalid_headers

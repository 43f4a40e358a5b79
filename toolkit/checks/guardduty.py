"""Checks of Amazon GuardDuty."""

from toolkit.model import check


@check("guardduty_detector", domain="logging", severity="high")
def guardduty_detector_enabled(enabled):
    """GuardDuty is enabled in the Region.

    Why: It notices stolen credentials, mining and data theft, also in Regions where nobody works and nobody looks.
    Remedy: Enable GuardDuty in every Region, for all accounts through a delegated administrator.
    Source: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html

    | enabled | verdict |
    |---------|---------|
    | True    | pass    |
    | False   | fail    |
    """
    return enabled


@check("guardduty_detector", domain="logging", severity="medium", family="threat_detection", where="enabled")
def guardduty_detector_s3_protected(features, features_off):
    """S3 Protection of GuardDuty is on in the Region.

    Why: The data events of S3 show a stolen credential that reads or deletes a bucket's objects.
    Remedy: Enable S3 Protection in the Region, in the console or with `update-detector`: `S3_DATA_EVENTS`.
    Source: https://docs.aws.amazon.com/guardduty/latest/ug/s3-protection.html

    | enabled | features                | features_off   | verdict |
    |---------|-------------------------|----------------|---------|
    | True    | S3_DATA_EVENTS          |                | pass    |
    | True    | DNS_LOGS                | S3_DATA_EVENTS | fail    |
    | True    | DNS_LOGS                |                | unknown |
    | True    | DNS_LOGS S3_DATA_EVENTS |                | pass    |
    | False   |                         | S3_DATA_EVENTS | -       |
    """
    return _plan(features, features_off, "S3_DATA_EVENTS")


@check("guardduty_detector", domain="logging", severity="medium", family="threat_detection", where="enabled")
def guardduty_detector_eks_audit_protected(features, features_off):
    """EKS Protection of GuardDuty is on in the Region.

    Why: The audit logs of Kubernetes show what an intruder does inside of a cluster, which CloudTrail does not see.
    Remedy: Enable EKS Protection in the Region, in the console or with `update-detector`: `EKS_AUDIT_LOGS`.
    Source: https://docs.aws.amazon.com/guardduty/latest/ug/kubernetes-protection.html

    | enabled | features                | features_off   | verdict |
    |---------|-------------------------|----------------|---------|
    | True    | EKS_AUDIT_LOGS          |                | pass    |
    | True    | DNS_LOGS                | EKS_AUDIT_LOGS | fail    |
    | True    | DNS_LOGS                |                | unknown |
    | True    | DNS_LOGS EKS_AUDIT_LOGS |                | pass    |
    | False   |                         | EKS_AUDIT_LOGS | -       |
    """
    return _plan(features, features_off, "EKS_AUDIT_LOGS")


@check("guardduty_detector", domain="logging", severity="medium", family="threat_detection", where="enabled")
def guardduty_detector_runtime_protected(features, features_off):
    """Runtime Monitoring of GuardDuty is on in the Region.

    Why: Processes, files and connections of a workload show an intrusion that no log of AWS holds.
    Remedy: Enable Runtime Monitoring in the Region, in the console or with `update-detector`: `RUNTIME_MONITORING`.
    Source: https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring.html

    | enabled | features                    | features_off       | verdict |
    |---------|-----------------------------|--------------------|---------|
    | True    | RUNTIME_MONITORING          |                    | pass    |
    | True    | DNS_LOGS                    | RUNTIME_MONITORING | fail    |
    | True    | DNS_LOGS                    |                    | unknown |
    | True    | DNS_LOGS RUNTIME_MONITORING |                    | pass    |
    | False   |                             | RUNTIME_MONITORING | -       |
    """
    return _plan(features, features_off, "RUNTIME_MONITORING")


@check("guardduty_detector", domain="logging", severity="medium", family="threat_detection", where="enabled")
def guardduty_detector_malware_protected(features, features_off):
    """Malware Protection for EC2 of GuardDuty is on in the Region.

    Why: A suspicious instance is searched for malware at once, without an agent and before traces are lost.
    Remedy: Enable EBS malware protection in the Region, in the console or as `EBS_MALWARE_PROTECTION`.
    Source: https://docs.aws.amazon.com/guardduty/latest/ug/malware-protection.html

    | enabled | features                        | features_off           | verdict |
    |---------|---------------------------------|------------------------|---------|
    | True    | EBS_MALWARE_PROTECTION          |                        | pass    |
    | True    | DNS_LOGS                        | EBS_MALWARE_PROTECTION | fail    |
    | True    | DNS_LOGS                        |                        | unknown |
    | True    | DNS_LOGS EBS_MALWARE_PROTECTION |                        | pass    |
    | False   |                                 | EBS_MALWARE_PROTECTION | -       |
    """
    return _plan(features, features_off, "EBS_MALWARE_PROTECTION")


@check("guardduty_detector", domain="logging", severity="medium", family="threat_detection", where="enabled")
def guardduty_detector_rds_protected(features, features_off):
    """RDS Protection of GuardDuty is on in the Region.

    Why: Guessed and stolen passwords of databases show in sign-ins that nothing else watches.
    Remedy: Enable RDS Protection in the Region, in the console or with `update-detector`: `RDS_LOGIN_EVENTS`.
    Source: https://docs.aws.amazon.com/guardduty/latest/ug/rds-protection.html

    | enabled | features                  | features_off     | verdict |
    |---------|---------------------------|------------------|---------|
    | True    | RDS_LOGIN_EVENTS          |                  | pass    |
    | True    | DNS_LOGS                  | RDS_LOGIN_EVENTS | fail    |
    | True    | DNS_LOGS                  |                  | unknown |
    | True    | DNS_LOGS RDS_LOGIN_EVENTS |                  | pass    |
    | False   |                           | RDS_LOGIN_EVENTS | -       |
    """
    return _plan(features, features_off, "RDS_LOGIN_EVENTS")


@check("guardduty_detector", domain="logging", severity="medium", family="threat_detection", where="enabled")
def guardduty_detector_lambda_protected(features, features_off):
    """Lambda Protection of GuardDuty is on in the Region.

    Why: A function that mines or calls an intruder's server shows in its network traffic alone.
    Remedy: Enable Lambda Protection in the Region, in the console or with `update-detector`: `LAMBDA_NETWORK_LOGS`.
    Source: https://docs.aws.amazon.com/guardduty/latest/ug/lambda-protection.html

    | enabled | features                     | features_off        | verdict |
    |---------|------------------------------|---------------------|---------|
    | True    | LAMBDA_NETWORK_LOGS          |                     | pass    |
    | True    | DNS_LOGS                     | LAMBDA_NETWORK_LOGS | fail    |
    | True    | DNS_LOGS                     |                     | unknown |
    | True    | DNS_LOGS LAMBDA_NETWORK_LOGS |                     | pass    |
    | False   |                              | LAMBDA_NETWORK_LOGS | -       |
    """
    return _plan(features, features_off, "LAMBDA_NETWORK_LOGS")


@check("guardduty_detector", domain="logging", severity="high", family="threat_findings", where="enabled")
def guardduty_detector_high_findings_resolved(high_findings, *, max_findings=0):
    """No more findings of GuardDuty with high severity are open in the Region than the policy allows.

    Why: A finding of high severity says that a resource is compromised and in use by somebody else.
    Remedy: Investigate each finding of severity 7 or more, mend its cause and archive it.
    Source: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html

    | enabled | high_findings | verdict |
    |---------|---------------|---------|
    | True    | 0             | pass    |
    | True    | 1             | fail    |
    | True    | ?             | unknown |
    | False   | 0             | -       |
    """
    return high_findings <= max_findings


def _plan(on, off, plan):
    """Tell whether a plan is on: unknown where GuardDuty names it neither as on nor as off, as where there is none."""
    named = on.str.upper().str.split().map(lambda words: plan in words, na_action="ignore").astype("boolean")
    return named.mask(
        ~named & ~off.str.upper().str.split().map(lambda words: plan in words, na_action="ignore").astype("boolean")
    )

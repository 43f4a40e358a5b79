import datetime as dt

WHEN = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
ON = {"status": "ENABLED", "errorCode": "ALREADY_ENABLED", "errorMessage": "-"}
OFF = ON | {"status": "DISABLED"}
FAILED = {"accountId": "123456789012", "errorCode": "ACCESS_DENIED", "errorMessage": "-"}
FINDING = {
    "findingArn": "arn:aws:inspector2:eu-central-1:123456789012:finding/1",
    "awsAccountId": "123456789012",
    "type": "PACKAGE_VULNERABILITY",
    "description": "-",
    "title": "CVE-2026-1 - openssl",
    "remediation": {},
    "severity": "CRITICAL",
    "firstObservedAt": WHEN,
    "lastObservedAt": WHEN,
    "status": "ACTIVE",
    "resources": [{"type": "AWS_EC2_INSTANCE", "id": "i-1"}],
    "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-1", "source": "NVD"},
    "fixAvailable": "YES",
}


def account(state):
    return {"accountId": "123456789012", "state": state, "resourceState": {"ec2": state, "ecr": OFF}}


def status(*accounts, failed=()):
    return ("batch_get_account_status", {"accounts": list(accounts), "failedAccounts": list(failed)})


def test_scans_of_the_estate(aws, collected):
    aws("inspector2").enable(accountIds=["123456789012"], resourceTypes=["EC2", "LAMBDA"])
    frame = collected("inspector2_account")
    assert frame["resource_id"].tolist() == ["123456789012/eu-central-1/inspector2"]
    assert frame[["status", "ec2_status", "ecr_status", "lambda_status", "lambda_code_status"]].values.tolist() == [
        ["ENABLED", "ENABLED", "DISABLED", "ENABLED", "DISABLED"]
    ]
    assert collected("inspector2_finding").attrs["status"] == "observed"


def test_scans_that_a_region_lacks_and_an_account_that_failed(answered):
    frame = answered("inspector2_account", status(account(ON)))
    assert frame[["lambda_status", "code_repository_status"]].values.tolist() == [["none", "none"]]
    failed = answered("inspector2_account", status(failed=[FAILED]))
    assert (len(failed), failed.attrs["status"]) == (0, "failed")


def test_findings(answered):
    reachable = {
        "findingArn": "arn:aws:inspector2:eu-central-1:123456789012:finding/2",
        "type": "NETWORK_REACHABILITY",
        "severity": "HIGH",
    }
    bare = {name: FINDING[name] for name in FINDING if name not in ("packageVulnerabilityDetails", "fixAvailable")}
    frame = answered(
        "inspector2_finding", status(account(ON)), ("list_findings", {"findings": [FINDING, bare | reachable]})
    )
    assert frame["affected_id"].tolist() == ["i-1", "i-1"]
    assert frame["severity"].tolist() == ["CRITICAL", "HIGH"]
    assert frame["vulnerability_id"].tolist() == ["CVE-2026-1", "none"]
    assert frame["fix_available"].tolist() == ["YES", "none"]


def test_where_inspector_is_off_no_finding_is_asked_for(answered):
    frame = answered("inspector2_finding", status(account(OFF)))
    assert (len(frame), frame.attrs["status"]) == (0, "observed")


def test_findings_that_are_refused_are_not_none(answered):
    refused = answered("inspector2_finding", status(account(ON)), ("list_findings", "AccessDeniedException"))
    assert (len(refused), refused.attrs["status"]) == (0, "denied")
    unknown = answered("inspector2_finding", status(failed=[FAILED]))
    assert (len(unknown), unknown.attrs["status"]) == (0, "failed")

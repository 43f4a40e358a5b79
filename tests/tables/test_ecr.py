import datetime as dt
import json

import pytest

DAY = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
REPOSITORY = {
    "repositoryArn": "arn:aws:ecr:eu-central-1:123456789012:repository/app",
    "repositoryName": "app",
    "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
    "imageTagMutabilityExclusionFilters": [{"filterType": "WILDCARD", "filter": "latest"}],
}
PUBLIC = {"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}
FINDINGS = ["critical_findings", "high_findings", "medium_findings"]


def images(answered, *details, scans=()):
    """The images of one repository, and what AWS answers about the scans of those it is asked about."""
    listed = [{"imageDigest": f"sha256:{i}", **about} for i, about in enumerate(details)]
    return answered(
        "ecr_image",
        ("describe_repositories", {"repositories": [REPOSITORY]}),
        ("describe_images", {"imageDetails": listed}),
        *(("describe_image_scan_findings", scan) for scan in scans),
    )


def test_repositories_of_the_estate(aws, collected):
    ecr = aws("ecr")
    ecr.create_repository(
        repositoryName="good",
        imageTagMutability="IMMUTABLE",
        imageScanningConfiguration={"scanOnPush": True},
        encryptionConfiguration={"encryptionType": "KMS", "kmsKey": "arn:aws:kms:eu-central-1:123456789012:key/1"},
    )
    rule = {
        "rulePriority": 1,
        "selection": {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 9},
        "action": {"type": "expire"},
    }
    ecr.put_lifecycle_policy(repositoryName="good", lifecyclePolicyText=json.dumps({"rules": [rule]}))
    ecr.create_repository(repositoryName="bad")
    ecr.set_repository_policy(
        repositoryName="bad", policyText=json.dumps({"Version": "2012-10-17", "Statement": [PUBLIC]})
    )
    frame = collected("ecr_repository").set_index("name").loc[["good", "bad"]]
    assert frame["resource_id"]["good"] == "arn:aws:ecr:eu-central-1:123456789012:repository/good"
    assert frame["tag_mutability"].tolist() == ["IMMUTABLE", "MUTABLE"]
    assert frame["scan_on_push"].tolist() == [True, False]
    assert frame["encryption"].tolist() == ["KMS", "AES256"]
    assert frame["kms_key_arn"].tolist() == ["arn:aws:kms:eu-central-1:123456789012:key/1", "none"]
    assert frame["lifecycle_policy"].tolist() == [True, False]
    assert [json.loads(text) for text in frame["statements_json"]] == [[], [PUBLIC]]


def test_refused_policies_are_unknown(answered):
    frame = answered(
        "ecr_repository",
        ("describe_repositories", {"repositories": [REPOSITORY]}),
        ("get_repository_policy", "AccessDeniedException"),
        ("get_lifecycle_policy", "AccessDeniedException"),
    )
    assert frame[["statements_json", "lifecycle_policy"]].isna().all(axis=None)
    assert frame["tag_exclusions"].tolist() == ["latest"]


def test_registry_of_the_estate(aws, collected):
    ecr = aws("ecr")
    assert collected("ecr_registry")[["scan_type", "push_filters"]].values.tolist() == [["BASIC", ""]]
    filters = [{"filter": "prod*", "filterType": "WILDCARD"}, {"filter": "app", "filterType": "WILDCARD"}]
    ecr.put_registry_scanning_configuration(
        scanType="ENHANCED", rules=[{"scanFrequency": "CONTINUOUS_SCAN", "repositoryFilters": filters}]
    )
    frame = collected("ecr_registry")
    assert frame[["scan_type", "push_filters", "continuous_filters"]].values.tolist() == [["ENHANCED", "", "app prod*"]]


def test_images_of_the_estate(aws, collected):
    ecr = aws("ecr")
    ecr.create_repository(repositoryName="app")
    manifest = {"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json", "layers": []}
    digest = ecr.put_image(
        repositoryName="app", imageTag="v1", imageManifest=json.dumps(manifest | {"config": {"digest": "1"}})
    )["image"]["imageId"]["imageDigest"]
    frame = collected("ecr_image")
    assert frame["resource_id"].tolist() == [f"arn:aws:ecr:eu-central-1:123456789012:repository/app/{digest}"]
    assert frame[["repository", "image_tags", "scan_status"]].values.tolist() == [["app", "v1", "none"]]
    assert frame["pushed_at"].notna().all()
    assert frame[FINDINGS].isna().all(axis=None)
    assert [call.outcome for call in frame.attrs["calls"]][-1] == "absent"


def test_a_finished_scan_in_the_listing_is_not_asked_for_again(answered):
    counts = {"CRITICAL": 2, "LOW": 5}
    frame = images(
        answered,
        {
            "imageScanStatus": {"status": "ACTIVE"},
            "imageScanFindingsSummary": {"imageScanCompletedAt": DAY, "findingSeverityCounts": counts},
        },
        {"imageScanStatus": {"status": "COMPLETE"}, "imageScanFindingsSummary": {"findingSeverityCounts": {}}},
    )
    assert frame["scan_status"].tolist() == ["ACTIVE", "COMPLETE"]
    assert frame[FINDINGS].values.tolist() == [[2, 0, 0], [0, 0, 0]]
    assert frame["scanned_at"][0] == DAY


def test_scans_that_the_listing_does_not_tell(answered):
    found = {"imageScanCompletedAt": DAY, "findingSeverityCounts": {"HIGH": 3}, "findings": [{"name": "CVE"}]}
    first = {"imageScanStatus": {"status": "COMPLETE"}, "imageScanFindings": found, "nextToken": "2"}
    frame = images(
        answered,
        {"imageTags": ["b", "a"]},
        {"imageScanStatus": {"status": "PENDING"}},
        {},
        {},
        scans=(
            first,
            first | {"nextToken": ""},
            {"imageScanStatus": {"status": "FAILED"}},
            "ScanNotFoundException",
            "AccessDeniedException",
        ),
    )
    assert frame["image_tags"].tolist() == ["a b", "", "", ""]
    assert frame["scan_status"].fillna("?").tolist() == ["COMPLETE", "FAILED", "none", "?"]
    assert frame[FINDINGS].values.tolist()[0] == [0, 3, 0]
    assert frame[FINDINGS][1:].isna().all(axis=None)
    assert frame["scanned_at"][0] == DAY


@pytest.mark.parametrize(
    ("policy", "statements"),
    [
        ("RegistryPolicyNotFoundException", ["[]"]),
        ("AccessDeniedException", ["?"]),
        ({"policyText": json.dumps({"Statement": []})}, ["[]"]),
        ({"policyText": "{"}, ["?"]),
    ],
)
def test_the_policy_of_the_registry(answered, policy, statements):
    scanning = {"scanningConfiguration": {"scanType": "BASIC", "rules": []}}
    frame = answered("ecr_registry", ("get_registry_scanning_configuration", scanning), ("get_registry_policy", policy))
    assert frame["statements_json"].fillna("?").tolist() == statements

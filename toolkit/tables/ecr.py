"""Amazon Elastic Container Registry."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "ecr:get_registry_scanning_configuration",
    resource_type="AWS::ECR::RegistryScanningConfiguration",
    key="join('/', [here.account_id, here.region])",
    one=True,
)
class ecr_registry:
    """How the private registry of each Region scans images, and who may replicate into it."""

    policy = detail("get_registry_policy", absent="RegistryPolicyNotFoundException")

    scan_type: str = column(
        "scanningConfiguration.scanType", "`BASIC`, or `ENHANCED`, which is Amazon Inspector's.", absent="BASIC"
    )
    push_filters: str = column(
        "join(' ', sort(scanningConfiguration.rules[?scanFrequency == 'SCAN_ON_PUSH'].repositoryFilters[].filter))",
        "Names of repositories, with wildcards, whose images are scanned when pushed, separated by spaces.",
        absent="",
    )
    continuous_filters: str = column(
        "join(' ', sort(scanningConfiguration.rules[?scanFrequency == 'CONTINUOUS_SCAN'].repositoryFilters[].filter))",
        "Names of repositories, with wildcards, whose images are scanned all the time, separated by spaces.",
        absent="",
    )
    statements_json: str = column(
        "statements_json(policy == `null` && '{\"Statement\": []}' || policy.policyText)",
        "Statements of the registry policy as JSON; an empty list without one.",
    )


@table("ecr:describe_repositories", resource_type="AWS::ECR::Repository", key="repositoryArn")
class ecr_repository:
    """Repositories of the account's private registry."""

    policy = detail(
        "get_repository_policy", repositoryName="repositoryName", absent="RepositoryPolicyNotFoundException"
    )
    lifecycle = detail(
        "get_lifecycle_policy", repositoryName="repositoryName", absent="LifecyclePolicyNotFoundException"
    )

    name: str = column("repositoryName", "Name of the repository.")
    created_at: datetime = column("createdAt", "When the repository was made.")
    tag_mutability: str = column(
        "imageTagMutability",
        "`IMMUTABLE`: a tag stays on its image; `MUTABLE`, or either `_WITH_EXCLUSION` of some tags.",
    )
    tag_exclusions: str = column(
        "join(' ', sort(imageTagMutabilityExclusionFilters[].filter))",
        "Tags, with wildcards, for which the opposite holds, separated by spaces.",
        absent="",
    )
    scan_on_push: bool = column(
        "imageScanningConfiguration.scanOnPush",
        "The repository's own setting to scan images when pushed; rules of the registry come before it.",
        absent=False,
    )
    encryption: str = column(
        "encryptionConfiguration.encryptionType", "`AES256`, `KMS` or `KMS_DSSE`.", absent="AES256"
    )
    kms_key_arn: str = column(
        "encryptionConfiguration.kmsKey", "KMS key that encrypts the images, or `none`.", absent="none"
    )
    lifecycle_policy: bool = column("lifecycle.lifecyclePolicyText != `null`", "A lifecycle policy removes old images.")
    statements_json: str = column(
        "statements_json(policy == `null` && '{\"Statement\": []}' || policy.policyText)",
        "Statements of the repository policy as JSON; an empty list without one.",
    )


# The newer basic scanning tells its results only image by image: asked where the listing has no finished scan.
@table(
    "ecr:describe_images",
    resource_type="AWS::ECR::Image",
    key="join('/', [parent.repositoryArn, imageDigest])",
    parent="describe_repositories",
    repositoryName="parent.repositoryName",
)
class ecr_image:
    """Images in private repositories that can be pulled; archived ones cannot."""

    scan = detail(
        "describe_image_scan_findings",
        absent="ScanNotFoundException",
        repositoryName="parent.repositoryName",
        imageId='[@][?!(imageScanFindingsSummary && contains(`["COMPLETE", "ACTIVE"]`, imageScanStatus.status))]'
        " | [0].{imageDigest: imageDigest}",
        maxResults="`1000`",
    )

    repository: str = column("parent.repositoryName", "Repository of the image.")
    image_tags: str = column(
        "join(' ', sort(imageTags))", "Tags of the image, separated by spaces; empty without one.", absent=""
    )
    pushed_at: datetime = column("imagePushedAt", "When the image was pushed.")
    last_pulled_at: datetime = column("lastRecordedPullTime", "When the image was last pulled, to the day.")
    media_type: str = column(
        "imageManifestMediaType",
        "Form of the manifest; an index or manifest list only names the images of several platforms.",
        absent="none",
    )
    artifact_type: str = column(
        "artifactMediaType", "Form of the content; tells signatures and charts from container images.", absent="none"
    )
    subject_digest: str = column(
        "subjectManifestDigest", "Image that this one is a signature or an attestation of, or `none`.", absent="none"
    )
    scan_status: str = column(
        "scan.imageScanStatus.status || imageScanStatus.status",
        "`COMPLETE` or `ACTIVE` (watched all the time) after a scan, another state, or `none`: never scanned.",
        absent="none",
    )
    scanned_at: datetime = column(
        "scan.imageScanFindings.imageScanCompletedAt || imageScanFindingsSummary.imageScanCompletedAt",
        "When the last scan was completed; NA without one.",
    )
    critical_findings: int = column(
        "not_null(scan.imageScanFindings.findingSeverityCounts, imageScanFindingsSummary.findingSeverityCounts)"
        ".[CRITICAL || `0`] | [0]",
        "Critical vulnerabilities that the last scan found; NA without a scan.",
    )
    high_findings: int = column(
        "not_null(scan.imageScanFindings.findingSeverityCounts, imageScanFindingsSummary.findingSeverityCounts)"
        ".[HIGH || `0`] | [0]",
        "Vulnerabilities of high severity that the last scan found; NA without a scan.",
    )
    medium_findings: int = column(
        "not_null(scan.imageScanFindings.findingSeverityCounts, imageScanFindingsSummary.findingSeverityCounts)"
        ".[MEDIUM || `0`] | [0]",
        "Vulnerabilities of medium severity that the last scan found; NA without a scan.",
    )

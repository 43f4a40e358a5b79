"""Checks of Amazon Elastic Container Registry."""

from toolkit.model import check
from toolkit.readings import among, days


@check(
    "ecr_image_latest",
    domain="application",
    severity="high",
    family="vulnerability_findings",
    where="latest and subject_digest == 'none'",
)
def ecr_image_critical_findings_resolved(critical_findings, pushed_at, observed_at, *, max_days=30):
    """The last scan of the image, one of the latest of its repository, found nothing critical, or it is new.

    Why: Whoever pulls the latest image runs what is vulnerable in it, long after a correction is out.
    Remedy: Build the image anew from corrected packages, push it, and deploy it.
    Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html

    | critical_findings | pushed_at  | observed_at | latest | subject_digest | verdict |
    |-------------------|------------|-------------|--------|----------------|---------|
    | 0                 | 2020-01-01 | 2026-11-24  | True   | none           | pass    |
    | 1                 | 2026-10-25 | 2026-11-24  | True   | none           | pass    |
    | 1                 | 2026-10-24 | 2026-11-24  | True   | none           | fail    |
    | ?                 | 2026-11-01 | 2026-11-24  | True   | none           | unknown |
    | 1                 | ?          | 2026-11-24  | True   | none           | unknown |
    | 1                 | 2020-01-01 | 2026-11-24  | False  | none           | -       |
    | 1                 | 2020-01-01 | 2026-11-24  | True   | sha256:1       | -       |
    """
    return (critical_findings == 0) | (days(pushed_at, observed_at) <= max_days)


@check(
    "ecr_image_latest",
    domain="application",
    severity="medium",
    family="vulnerability_findings",
    where="latest and subject_digest == 'none'",
)
def ecr_image_high_findings_resolved(high_findings, pushed_at, observed_at, *, max_days=90):
    """The last scan of the image, one of the latest of its repository, found nothing high, or it is new.

    Why: Whoever pulls the latest image runs what is vulnerable in it, long after a correction is out.
    Remedy: Build the image anew from corrected packages, push it, and deploy it.
    Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html

    | high_findings | pushed_at  | observed_at | latest | subject_digest | verdict |
    |---------------|------------|-------------|--------|----------------|---------|
    | 0             | 2020-01-01 | 2026-11-24  | True   | none           | pass    |
    | 1             | 2026-08-26 | 2026-11-24  | True   | none           | pass    |
    | 1             | 2026-08-25 | 2026-11-24  | True   | none           | fail    |
    | ?             | 2026-11-01 | 2026-11-24  | True   | none           | unknown |
    | 1             | ?          | 2026-11-24  | True   | none           | unknown |
    | 1             | 2020-01-01 | 2026-11-24  | False  | none           | -       |
    | 1             | 2020-01-01 | 2026-11-24  | True   | sha256:1       | -       |
    """
    return (high_findings == 0) | (days(pushed_at, observed_at) <= max_days)


@check(
    "ecr_image_latest",
    domain="application",
    severity="medium",
    family="vulnerability_scanning",
    where="latest and subject_digest == 'none' and scan_status.str.lower() != 'unsupported_image'",
)
def ecr_image_scanned(scan_status, scan_days, *, max_days=30):
    """The image, one of the latest of its repository, is watched all the time or was scanned lately.

    Why: A scan knows the vulnerabilities of its day; those that were published later are in no result.
    Remedy: Turn on enhanced scanning with continuous scans, or start a scan of the image.
    Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html

    | scan_status              | scan_days | latest | subject_digest | verdict |
    |--------------------------|-----------|--------|----------------|---------|
    | ACTIVE                   | -1        | True   | none           | pass    |
    | COMPLETE                 | 0         | True   | none           | pass    |
    | complete                 | 30        | True   | none           | pass    |
    | COMPLETE                 | 31        | True   | none           | fail    |
    | none                     | -1        | True   | none           | fail    |
    | FAILED                   | -1        | True   | none           | fail    |
    | SCAN_ELIGIBILITY_EXPIRED | -1        | True   | none           | fail    |
    | PENDING                  | -1        | True   | none           | unknown |
    | COMPLETE                 | ?         | True   | none           | unknown |
    | ?                        | ?         | True   | none           | unknown |
    | FAILED                   | -1        | False  | none           | -       |
    | FAILED                   | -1        | True   | sha256:1       | -       |
    | UNSUPPORTED_IMAGE        | -1        | True   | none           | -       |
    """
    bad = [
        "none",
        "failed",
        "findings_unavailable",
        "image_size_exceeded",
        "limit_exceeded",
        "scan_eligibility_expired",
    ]
    recent = scan_days.between(0, max_days) | scan_status.str.lower().isin(["active"])
    done = among(scan_status, ["active", "complete"], bad)
    return (done & recent).mask(done.isna())


@check("ecr_registry_policy", domain="application", severity="critical", family="public_access")
def ecr_registry_policy_restricted(admits_anyone):
    """The policy of the registry admits only named accounts, services or organizations.

    Why: Everyone could replicate images into the registry, and have what is theirs pulled as one's own.
    Remedy: Replace the principal `*` in the registry permissions by the accounts that replicate.
    Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html

    | admits_anyone | verdict |
    |---------------|---------|
    | False         | pass    |
    | True          | fail    |
    | ?             | unknown |
    """
    return ~admits_anyone


@check("ecr_repository_key", domain="data", severity="low", family="key_custody")
def ecr_repository_key_customer_managed(key_customer_managed):
    """Images of the repository are encrypted with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Make a repository with a customer managed KMS key, and move the images; the key of one cannot be changed.
    Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html

    | key_customer_managed | verdict |
    |----------------------|---------|
    | True                 | pass    |
    | False                | fail    |
    | ?                    | unknown |
    """
    return key_customer_managed


@check("ecr_repository", domain="governance", severity="low", family="data_lifecycle")
def ecr_repository_images_expire(lifecycle_policy):
    """A lifecycle policy removes old images from the repository.

    Why: Old images keep known vulnerabilities ready to be pulled, and cost storage.
    Remedy: Create a lifecycle policy for the repository that expires images by age or number.
    Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html

    | lifecycle_policy | verdict |
    |------------------|---------|
    | True             | pass    |
    | False            | fail    |
    """
    return lifecycle_policy


@check("ecr_repository_policy", domain="application", severity="critical", family="public_access")
def ecr_repository_policy_restricted(admits_anyone):
    """The policy of the repository admits only named accounts, services or organizations.

    Why: Everyone could pull the code in the images, or push one that is run as one's own.
    Remedy: Replace the principal `*` in the repository policy, or add a condition such as `aws:PrincipalOrgID`.
    Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html

    | admits_anyone | verdict |
    |---------------|---------|
    | False         | pass    |
    | True          | fail    |
    | ?             | unknown |
    """
    return ~admits_anyone


@check("ecr_repository_scanning", domain="application", severity="medium", family="vulnerability_scanning")
def ecr_repository_scanned_on_push(scanned):
    """Images are scanned for known vulnerabilities when they are pushed to the repository, or all the time.

    Why: Without a scan, an image with known vulnerabilities is deployed like any other.
    Remedy: Edit the scanning configuration of the registry, and add a filter that matches the repository.
    Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html

    | scanned | verdict |
    |---------|---------|
    | True    | pass    |
    | False   | fail    |
    | ?       | unknown |
    """
    return scanned


@check("ecr_repository", domain="application", severity="medium", family="code_integrity")
def ecr_repository_tags_immutable(tag_mutability):
    """No tag of the repository can be moved to another image.

    Why: Whoever may push can put another image behind a tag that was tested and approved.
    Remedy: Edit the repository and set tag immutability to immutable, without exclusions.
    Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html

    | tag_mutability           | verdict |
    |--------------------------|---------|
    | IMMUTABLE                | pass    |
    | immutable                | pass    |
    | MUTABLE                  | fail    |
    | IMMUTABLE_WITH_EXCLUSION | fail    |
    | MUTABLE_WITH_EXCLUSION   | fail    |
    | FROZEN                   | unknown |
    | ?                        | unknown |
    """
    return among(tag_mutability, ["immutable"], ["mutable", "immutable_with_exclusion", "mutable_with_exclusion"])

"""Checks of Amazon Elastic Kubernetes Service."""

import pandas as pd

from toolkit.model import check
from toolkit.networks import holds_internet
from toolkit.readings import days

# Day on which EKS ends standard support of a Kubernetes version, by its calendar of September 2026; older ones ended
# before. A version is in it for 14 months, yet its day is not guessed before the calendar has it.
# Source: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
STANDARD_SUPPORT_ENDS = {f"1.{minor}": "2025-07-23" for minor in range(10, 31)} | {
    "1.31": "2025-11-26",
    "1.32": "2026-03-23",
    "1.33": "2026-07-29",
    "1.34": "2026-12-02",
    "1.35": "2027-03-27",
    "1.36": "2027-08-02",
}


@check("eks_cluster", domain="logging", severity="medium", where="status.str.lower() != 'deleting'")
def eks_cluster_control_plane_logged(log_types):
    """The cluster's control plane writes its API, audit and authenticator logs to CloudWatch Logs.

    Why: Without these logs nobody can tell who did what in the cluster.
    Remedy: Enable at least the log types `api`, `audit` and `authenticator` of the cluster.
    Source: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html

    | log_types                                           | status    | verdict |
    |-----------------------------------------------------|-----------|---------|
    | api audit authenticator                             | ACTIVE    | pass    |
    | api audit authenticator controllerManager scheduler | ACTIVE    | pass    |
    | API Audit Authenticator                             | ACTIVE    | pass    |
    | api authenticator                                   | ACTIVE    | fail    |
    | api-gateway audit authenticator                     | ACTIVE    | fail    |
    | none                                                | ACTIVE    | fail    |
    | api audit authenticator                             | DELETING  | -       |
    """
    asked = {"api", "audit", "authenticator"}
    return log_types.str.lower().map(lambda text: asked <= set(text.split())).astype("boolean")


@check(
    "eks_cluster",
    domain="network",
    severity="high",
    family="network_exposure",
    where="status.str.lower() != 'deleting'",
)
def eks_cluster_endpoint_restricted(public_cidrs):
    """The cluster's Kubernetes API cannot be reached from every address of the internet.

    Why: An API that anyone can reach is only as safe as its credentials and its next vulnerability.
    Remedy: Turn off public access to the endpoint, or limit it to the addresses of the administrators' networks.
    Source: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html

    | public_cidrs                | status    | verdict |
    |-----------------------------|-----------|---------|
    | none                        | ACTIVE    | pass    |
    | 203.0.113.0/24              | ACTIVE    | pass    |
    | 0.0.0.0/0                   | ACTIVE    | fail    |
    | 203.0.113.0/24 ::/0         | ACTIVE    | fail    |
    | 0.0.0.0/1 128.0.0.0/1       | ACTIVE    | fail    |
    | 4.0.0.0/8                   | ACTIVE    | pass    |
    | 4.0.0.0/8 5.0.0.0/9         | ACTIVE    | fail    |
    | 2a00::/16                   | ACTIVE    | pass    |
    | 2a00::/15                   | ACTIVE    | fail    |
    | office                      | ACTIVE    | unknown |
    | 0.0.0.0/0                   | DELETING  | -       |
    """
    ranges = public_cidrs.mask(public_cidrs == "none", "").str.split()
    return ~ranges.map(holds_internet).astype("boolean")


@check("eks_cluster", domain="data", severity="medium", family="key_custody", where="status.str.lower() != 'deleting'")
def eks_cluster_secrets_kms_encrypted(secrets_kms_key_arn):
    """The cluster encrypts Kubernetes secrets with a KMS key of the customer.

    Why: With a key that AWS owns, the customer can neither see nor limit its use, nor withdraw it.
    Remedy: Associate a customer managed KMS key with the cluster, for good, and protect that key from deletion.
    Source: https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html

    | secrets_kms_key_arn                                  | status    | verdict |
    |------------------------------------------------------|-----------|---------|
    | arn:aws:kms:eu-central-1:111122223333:key/1234abcd   | ACTIVE    | pass    |
    | none                                                 | ACTIVE    | fail    |
    | arn:aws:kms:eu-central-1:111122223333:key/1234abcd   | DELETING  | -       |
    """
    return secrets_kms_key_arn != "none"


@check(
    "eks_cluster",
    domain="compute",
    severity="high",
    family="supported_versions",
    where="status.str.lower() != 'deleting'",
)
def eks_cluster_version_supported(version, created_at, observed_at, *, standard_support_ends=STANDARD_SUPPORT_ENDS):
    """The cluster's Kubernetes version was in standard support when it was observed.

    Why: After standard support the Kubernetes project no longer fixes the version; AWS does for a year, at a charge.
    Remedy: Upgrade the control plane one minor version at a time, then the nodes and add-ons.
    Source: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html

    | version | created_at | observed_at | status    | verdict |
    |---------|------------|-------------|-----------|---------|
    | 1.36    | 2026-07-01 | 2027-08-01  | ACTIVE    | pass    |
    | 1.36    | 2026-07-01 | 2027-08-02  | ACTIVE    | fail    |
    | 1.35    | 2026-01-01 | 2026-12-03  | ACTIVE    | pass    |
    | 1.34    | 2026-01-01 | 2026-12-01  | ACTIVE    | pass    |
    | 1.34    | 2026-01-01 | 2026-12-03  | ACTIVE    | fail    |
    | 1.10    | 2026-01-01 | 2026-11-25  | ACTIVE    | fail    |
    | 1.99    | 2026-01-01 | 2026-11-25  | ACTIVE    | unknown |
    | 1.35    | 2026-01-01 | 2020-01-01  | ACTIVE    | unknown |
    | 1.35    | 2026-01-01 | 2026-12-03  | DELETING  | -       |
    """
    ends_at = pd.to_datetime(version.map(standard_support_ends), utc=True)
    unsure = ends_at.isna() | days(created_at, observed_at).isna()  # a version that we do not know, or a wrong clock
    return (ends_at > observed_at).astype("boolean").mask(unsure)


@check(
    "eks_nodegroup",
    domain="compute",
    severity="high",
    family="supported_versions",
    where="status.str.lower() != 'deleting'",
)
def eks_nodegroup_version_supported(version, created_at, observed_at, *, standard_support_ends=STANDARD_SUPPORT_ENDS):
    """The Kubernetes version of the node group was in standard support when it was observed.

    Why: Nodes keep their version when the control plane is upgraded, and run the containers of the customer with it.
    Remedy: Update the node group to the version of its cluster, or roll out a new group and remove the old one.
    Source: https://docs.aws.amazon.com/eks/latest/userguide/update-managed-node-group.html

    | version | created_at | observed_at | status   | verdict |
    |---------|------------|-------------|----------|---------|
    | 1.35    | 2026-01-01 | 2026-12-03  | ACTIVE   | pass    |
    | 1.34    | 2026-01-01 | 2026-12-01  | ACTIVE   | pass    |
    | 1.34    | 2026-01-01 | 2026-12-02  | ACTIVE   | fail    |
    | 1.34    | 2026-01-01 | 2026-12-03  | DEGRADED | fail    |
    | 1.99    | 2026-01-01 | 2026-11-25  | ACTIVE   | unknown |
    | 1.35    | 2026-01-01 | 2020-01-01  | ACTIVE   | unknown |
    | 1.30    | 2026-01-01 | 2026-12-03  | DELETING | -       |
    """
    ends_at = pd.to_datetime(version.map(standard_support_ends), utc=True)
    unsure = ends_at.isna() | days(created_at, observed_at).isna()  # a version that we do not know, or a wrong clock
    return (ends_at > observed_at).astype("boolean").mask(unsure)

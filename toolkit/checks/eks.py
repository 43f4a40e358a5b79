"""Checks of Amazon Elastic Kubernetes Service."""

import pandas as pd

from toolkit.model import check
from toolkit.networks import holds_internet
from toolkit.readings import among, days

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
# Source: https://docs.aws.amazon.com/eks/latest/userguide/eks-ami-deprecation-faqs.html
AL2_ENDED = pd.Timestamp("2025-11-26", tz="UTC")


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


@check(
    "eks_cluster",
    domain="network",
    severity="low",
    family="network_segmentation",
    where="status.str.lower() != 'deleting'",
)
def eks_cluster_endpoint_private(endpoint_private):
    """The cluster's Kubernetes API answers inside its VPC.

    Why: Otherwise nodes and pods reach the API over the public endpoint, which therefore cannot be closed.
    Remedy: Turn on private access to the cluster's endpoint, then limit or turn off public access.
    Source: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html

    | status   | endpoint_private | verdict |
    |----------|------------------|---------|
    | ACTIVE   | True             | pass    |
    | ACTIVE   | False            | fail    |
    | ACTIVE   | ?                | unknown |
    | DELETING | False            | -       |
    """
    return endpoint_private


@check(
    "eks_cluster",
    domain="resilience",
    severity="medium",
    family="deletion_protection",
    where="status.str.lower() != 'deleting'",
)
def eks_cluster_deletion_protected(deletion_protection):
    """The cluster cannot be deleted by mistake.

    Why: With the cluster all that is declared in it is gone, and every application on it stops.
    Remedy: Enable deletion protection of the cluster.
    Source: https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html

    | status   | deletion_protection | verdict |
    |----------|---------------------|---------|
    | ACTIVE   | True                | pass    |
    | ACTIVE   | False               | fail    |
    | ACTIVE   | ?                   | unknown |
    | DELETING | False               | -       |
    """
    return deletion_protection


@check(
    "eks_cluster", domain="identity", severity="low", family="least_privilege", where="status.str.lower() != 'deleting'"
)
def eks_cluster_access_entries_used(authentication_mode):
    """The cluster lets in IAM principals by its access entries alone, not by the `aws-auth` map inside it.

    Why: The map can be changed by anyone who may write in its namespace, and AWS neither checks nor shows it.
    Remedy: Make access entries for the principals of the map, then set the authentication mode to `API`.
    Source: https://docs.aws.amazon.com/eks/latest/userguide/migrating-access-entries.html

    | status   | authentication_mode | verdict |
    |----------|---------------------|---------|
    | ACTIVE   | API                 | pass    |
    | ACTIVE   | api                 | pass    |
    | ACTIVE   | API_AND_CONFIG_MAP  | fail    |
    | ACTIVE   | CONFIG_MAP          | fail    |
    | ACTIVE   | OTHER               | unknown |
    | DELETING | CONFIG_MAP          | -       |
    """
    return among(authentication_mode, ["api"], ["api_and_config_map", "config_map"])


@check(
    "eks_nodegroup",
    domain="network",
    severity="high",
    family="network_exposure",
    where="status.str.lower() != 'deleting'",
)
def eks_nodegroup_remote_access_restricted(remote_access):
    """The node group's remote access, if it has one, is limited to security groups.

    Why: With a key and no security groups, EKS opens port 22 of the nodes to every address.
    Remedy: Make the node group anew with the security groups that may connect, or without remote access.
    Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html

    | status   | remote_access | verdict |
    |----------|---------------|---------|
    | ACTIVE   | none          | pass    |
    | ACTIVE   | groups        | pass    |
    | ACTIVE   | everyone      | fail    |
    | ACTIVE   | ?             | unknown |
    | DELETING | everyone      | -       |
    """
    return among(remote_access, ["none", "groups"], ["everyone"])


@check(
    "eks_nodegroup",
    domain="compute",
    severity="medium",
    family="supported_versions",
    where="status.str.lower() != 'deleting' and ami_type.str.lower() != 'custom'",
)
def eks_nodegroup_image_supported(ami_type, created_at, observed_at):
    """The kind of EKS image that the nodes run was supported by AWS when it was observed.

    Why: EKS images with Amazon Linux 2 have been out of support since 26 November 2025, and get no more corrections.
    Remedy: Make a node group with Amazon Linux 2023 or Bottlerocket, move the pods, and delete the old group.
    Source: https://docs.aws.amazon.com/eks/latest/userguide/eks-ami-deprecation-faqs.html

    | status   | ami_type                 | created_at | observed_at | verdict |
    |----------|--------------------------|------------|-------------|---------|
    | ACTIVE   | AL2023_x86_64_STANDARD   | 2026-01-01 | 2026-11-25  | pass    |
    | ACTIVE   | BOTTLEROCKET_ARM_64_FIPS | 2026-01-01 | 2026-11-25  | pass    |
    | ACTIVE   | WINDOWS_CORE_2022_x86_64 | 2026-01-01 | 2026-11-25  | pass    |
    | ACTIVE   | al2_arm_64               | 2024-01-01 | 2026-11-25  | fail    |
    | ACTIVE   | AL2_x86_64               | 2024-01-01 | 2025-11-26  | fail    |
    | ACTIVE   | AL2_x86_64               | 2024-01-01 | 2025-11-25  | pass    |
    | ACTIVE   | AL2_x86_64               | 2026-12-01 | 2026-11-25  | unknown |
    | ACTIVE   | AL2027_x86_64_STANDARD   | 2026-01-01 | 2026-11-25  | unknown |
    | ACTIVE   | CUSTOM                   | 2024-01-01 | 2026-11-25  | -       |
    | DELETING | AL2_x86_64               | 2024-01-01 | 2026-11-25  | -       |
    """
    kind = ami_type.str.lower().str.extract(r"^(al2023|al2|bottlerocket|windows)_", expand=False)
    ended = (kind == "al2") & (observed_at >= AL2_ENDED)
    return (~ended).astype("boolean").mask(kind.isna() | days(created_at, observed_at).isna())

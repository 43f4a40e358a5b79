"""Checks of AWS Identity and Access Management: what the organization manages of root users."""

from toolkit.model import check


@check("iam_organizations_feature", domain="identity", severity="medium", family="organization_guardrails")
def iam_organizations_feature_root_credentials_managed(organization_id, root_credentials_managed):
    """Credentials of the root users of member accounts are managed centrally.

    Why: Each member account has a root user otherwise, whose password somebody keeps somewhere.
    Remedy: In the management account, enable centralized root access (`EnableOrganizationsRootCredentialsManagement`).
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html

    | organization_id | root_credentials_managed | verdict |
    |-----------------|--------------------------|---------|
    | o-abc           | True                     | pass    |
    | o-abc           | False                    | fail    |
    | none            | False                    | fail    |
    | o-abc           | ?                        | unknown |
    """
    return root_credentials_managed & (organization_id != "none")


@check("iam_organizations_feature", domain="identity", severity="low", family="organization_guardrails")
def iam_organizations_feature_root_sessions_enabled(organization_id, root_sessions):
    """What only a root user can do in member accounts is done centrally, in short sessions.

    Why: Without them, root users have to be kept for the rare task that needs one.
    Remedy: In the management account, enable privileged root actions (`EnableOrganizationsRootSessions`).
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html

    | organization_id | root_sessions | verdict |
    |-----------------|---------------|---------|
    | o-abc           | True          | pass    |
    | o-abc           | False         | fail    |
    | none            | False         | fail    |
    | o-abc           | ?             | unknown |
    """
    return root_sessions & (organization_id != "none")

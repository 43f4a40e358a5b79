"""Identity providers that many customers share: which claim says whose token it is.

Of an issuer whose address names its tenant, every token is that tenant's: an EKS cluster, an organization of CircleCI,
a workspace of Bitbucket, an account of Spacelift, a tenant of Entra ID, a team of Vercel. Issuers that are not listed
here are taken to be such, or one's own; so are SAML providers. The list is that of November 2026.
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
"""

from __future__ import annotations

import re

from toolkit.policy_documents import Condition

WHOLE = r"[^*?]+"  # no wildcard anywhere
ORGANIZATION = r"organization:[^:*?]+:.*"
ACCOUNT = r"account:[^:*?]+:.*"
GITHUB = {
    # What a repository puts into the subject is up to it, so a subject without an owner names nobody.
    "sub": r"(([^*?]*:)?(repo|repository|job_workflow_ref):[^/:*?]+/.*"
    r"|([^*?]*:)?(repository_id|repository_owner|repository_owner_id|enterprise|enterprise_id):[^:*?]+(:.*)?)",
    "job_workflow_ref": r"[^/*?]+/.*",
    "repository": r"[^/*?]+/.*",
    "repository_id": WHOLE,
    "repository_owner": WHOLE,
    "repository_owner_id": WHOLE,
}
# By issuer: claims that name the tenant, each with the form of values that fix it. One of them is enough. The audience
# is no such claim where the tenant chooses it himself.
SHARED: dict[str, dict[str, str]] = {
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
    "accounts.google.com": {"aud": WHOLE, "sub": WHOLE},  # `oaud` is what the caller asked for
    "cognito-identity.amazonaws.com": {"aud": WHOLE, "sub": WHOLE},
    "graph.facebook.com": {"app_id": WHOLE, "id": WHOLE},
    "www.amazon.com": {"app_id": WHOLE, "user_id": WHOLE},
    "agent.buildkite.com": {"sub": ORGANIZATION, "organization_id": WHOLE},
    "api.pulumi.com/oidc": {"aud": WHOLE},
    "app.terraform.io": {"sub": ORGANIZATION},
    "gitlab.com": {
        "sub": r"project_path:[^/:*?]+/.*",
        "namespace_id": WHOLE,
        "namespace_path": r"[^/*?]+(/.*)?",
        "project_id": WHOLE,
        "project_path": r"[^/*?]+/.*",
    },
    "oidc-configuration.audit-log.githubusercontent.com": {"sub": WHOLE},
    "oidc.circleci.com": {"sub": r"org/[^/*?]+/.*"},
    "oidc.codefresh.io": {"sub": ACCOUNT},
    "oidc.vercel.com": {"aud": WHOLE, "sub": r"owner:[^:*?]+:.*"},
    "proidc.upbound.io": {"sub": r"[^:*?]+:[^/:*?]+[/:].*"},
    "sandboxes.cloud": {"aud": WHOLE},
    "scalr.io": {"sub": ACCOUNT},
    "studio.datachain.ai/api": {"sub": r"[^:*?]+:[^/:*?]+[/:].*"},
    "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d": {"sts:rolesessionname": WHOLE},  # Microsoft Sentinel
    "token.actions.githubusercontent.com": GITHUB,
    "tokens.cloud.shisho.dev": {"sub": r"[^:*?]+:[^/:*?]+[/:].*"},
    "vstoken.actions.githubusercontent.com": GITHUB,
}


def shared_issuer(kind: str, name: str) -> str | None:
    """Return the shared issuer that a principal stands for, if it is one."""
    address = re.sub(r"^(arn:[^/]*:oidc-provider/|https://)", "", name).lower().rstrip("/")
    return address if kind == "Federated" and address in SHARED else None


def fixes_tenant(condition: Condition, address: str) -> bool:
    """Tell whether the values of a condition are tokens of fixed tenants of an issuer, whatever the operator is."""
    for claim, form in SHARED[address].items():
        key = claim if ":" in claim else f"{address}:{claim}"
        if condition.key == key and condition.values:
            return all(re.fullmatch(form, value, re.S) and not _is_filled_in(value) for value in condition.values)
    return False


def _is_filled_in(value: str) -> bool:
    return "${" in value or "[masked]" in value

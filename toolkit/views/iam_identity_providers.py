"""Identity providers that many customers share: which claim says whose token it is.

Of an issuer whose address names its tenant, every token is that tenant's; so it is with SAML providers. Of an issuer
that is neither such nor listed here nobody knows whether strangers get tokens of it too. It may be one's own, and a
subject that is fixed as a whole is one identity (OpenID Connect Core 1.0, section 2). The lists are those of November
2026: all that AWS's page has, and what makers say of their own.
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
"""

from __future__ import annotations

import re

from toolkit.policy_documents import Condition

WHOLE = r"[^*?]+"  # no wildcard anywhere
ORGANIZATION = r"organization:[^:*?]+:.*"
ACCOUNT = r"account:[^:*?]+:.*"
NAMESPACE = r"system:serviceaccount:[^:*?]+:.*"
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
    # https://docs.envzero.com/guides/integrations/oidc-integrations/oidc-with-aws
    "login.app.env0.com": {"sub": WHOLE},
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
    "oidc.modal.com": {"sub": r"modal:workspace_id:[^:*?]+:.*"},  # https://modal.com/docs/guide/oidc-integration
    "oidc.vercel.com": {"aud": WHOLE, "sub": r"owner:[^:*?]+:.*"},
    "proidc.upbound.io": {"sub": r"[^:*?]+:[^/:*?]+[/:].*"},
    "sandboxes.cloud": {"aud": WHOLE},
    "scalr.io": {"sub": ACCOUNT},
    "studio.datachain.ai/api": {"sub": r"[^:*?]+:[^/:*?]+[/:].*"},
    "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d": {"sts:rolesessionname": WHOLE},  # Microsoft Sentinel
    "token.actions.githubusercontent.com": GITHUB,
    "tokens.cloud.shisho.dev": {"sub": r"[^:*?]+:[^/:*?]+[/:].*"},
    "vstoken.actions.githubusercontent.com": GITHUB,
} | {
    # Clusters that run IBM Turbonomic for its customers, a namespace each. AWS: "periodically" there are new ones.
    # https://www.ibm.com/support/pages/turbonomic-saas-iam-role-setup
    cluster: {"sub": NAMESPACE}
    for cluster in (
        "oidc.eks.us-east-1.amazonaws.com/id/0d5ad0ce5e60a15a7b51b2187357542b",
        "oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu",
        "oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb",
        "rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7",
        "rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr",
        "rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg",
        "rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26",
    )
}
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# Addresses that name their tenant, as their makers document them.
OF_ONE_TENANT = re.compile(
    r"oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/id/\w+"  # a cluster
    r"|oidc-eks\.[a-z0-9-]+\.api\.aws/id/\w+"  # a cluster of dual stack
    r"|cognito-idp\.[a-z0-9-]+\.amazonaws\.com/\w+"  # a user pool
    r"|oidc\.circleci\.com/org/[^/]+"
    r"|api\.bitbucket\.org/2\.0/workspaces/[^/]+/pipelines-config/identity/oidc"
    r"|[^/.]+\.app(\.us)?\.spacelift\.io"
    r"|oidc\.vercel\.com/[^/]+"
    r"|token\.actions\.githubusercontent\.com/[^/]+"  # an enterprise
    # A tenant of Entra ID, but for that of everybody's personal accounts.
    rf"|(login\.microsoftonline\.com|sts\.windows\.net)/(?!9188040d-6c67-4c5b-b112-36a304b66dad){UUID}(/v2\.0)?"
    rf"|[a-z0-9]+\.oic\.prod-aks\.azure\.com/{UUID}/{UUID}"  # a cluster
    r"|container\.googleapis\.com/v1/projects/[^/]+/locations/[^/]+/clusters/[^/]+"
    r"|[^/.]+\.(okta|oktapreview|okta-emea)\.com(/oauth2/\w+)?"
    r"|[^/.]+(\.[a-z]{2})?\.auth0\.com"
)


def issuer_address(kind: str, name: str) -> str | None:
    """Return the address of the issuer that a principal stands for, unless all of its tokens are one tenant's."""
    address = re.sub(r"^(arn:[^/]*:oidc-provider/|https://)", "", name).lower().rstrip("/")
    saml = re.match(r"arn:[^/]*:saml-provider/", name)
    one = address not in SHARED and OF_ONE_TENANT.fullmatch(address)
    return None if kind != "Federated" or saml or one else address


def fixes_tenant(condition: Condition, address: str) -> bool:
    """Tell whether the values of a condition are tokens of fixed tenants of an issuer, whatever the operator is."""
    asked = condition.key.replace("/:", ":")  # of an address that ends so
    for claim, form in SHARED.get(address, {"sub": WHOLE}).items():
        key = claim if ":" in claim else f"{address}:{claim}"
        if asked == key and condition.values:
            return all(re.fullmatch(form, value, re.S) and not _is_filled_in(value) for value in condition.values)
    return False


def _is_filled_in(value: str) -> bool:
    return "${" in value or "[masked]" in value

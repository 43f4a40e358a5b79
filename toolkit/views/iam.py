"""Views over IAM."""

from __future__ import annotations

import pandas as pd

from toolkit.model import COMMON, DESCRIPTIVE, union, view
from toolkit.readings import days
from toolkit.views.iam_administration import gives_administration
from toolkit.views.iam_policy_document import admits_anyone, admitted_accounts, unasked_accounts, unbound_services
from toolkit.views.organizations import MEMBERS, with_foreign_accounts

# The columns that say whether a credential is active, when it was last used, and since when it could have been.
CREDENTIALS = {
    "password": ("password_enabled", "password_last_used", "password_last_changed"),
    "access_key_1": ("access_key_1_active", "access_key_1_last_used", "access_key_1_last_rotated"),
    "access_key_2": ("access_key_2_active", "access_key_2_last_used", "access_key_2_last_rotated"),
}
ALONG = pd.Timedelta(minutes=1)  # the console makes a key right after the user that it is for
NEVER = ["N/A", "no_information"]  # what IAM writes instead of a time of use

# AWS asks to name the account or resource where these assume a role, as their documentation had it in November 2026:
# they send both. Of services that are not listed nothing is said: where the key is missing from the request, a
# condition would only shut them out.
# Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html, and the guide of each service.
SERVICES_THAT_SAY_FOR_WHOM = {
    "appstream.amazonaws.com",
    "bedrock.amazonaws.com",
    "bedrock-agentcore.amazonaws.com",
    "codebuild.amazonaws.com",
    "codedeploy.amazonaws.com",
    "comprehend.amazonaws.com",
    "config.amazonaws.com",
    "datasync.amazonaws.com",
    "directoryservice.rds.amazonaws.com",
    "dms.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "elasticmapreduce.amazonaws.com",
    "export.rds.amazonaws.com",
    "fis.amazonaws.com",
    "kinesisanalytics.amazonaws.com",
    "logs.amazonaws.com",
    "monitoring.rds.amazonaws.com",
    "personalize.amazonaws.com",
    "pipes.amazonaws.com",
    "rds.amazonaws.com",
    "sagemaker.amazonaws.com",
    "scheduler.amazonaws.com",
    "ssm.amazonaws.com",
    "states.amazonaws.com",
    "transfer.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
}


@view(key=("credential",))
def iam_credential_use(iam_credential):
    """Credentials of the users in the credential report, each with the days for which it has stood unused.

    `credential` is `password`, `access_key_1` or `access_key_2`, and `resource_id` the ARN of its user: IAM's report
    gives no ids of keys. `used`: it ever was. `idle_days` are counted from its creation where it was never used.
    `made_with_user`: it was made in the minute in which its user was.
    """
    parts = [
        iam_credential.assign(
            credential=name,
            active=iam_credential[active],
            used=~iam_credential[used].isin(NEVER).astype("boolean").mask(iam_credential[used].isna()),
            idle_days=_idle(iam_credential, used, since),
            made_with_user=_along(_time(iam_credential[since]), iam_credential["created_at"]),
        )
        for name, (active, used, since) in CREDENTIALS.items()
    ]
    return pd.concat(parts).sort_index(kind="stable").astype({"credential": "string"}).reset_index(drop=True)


def _idle(report, used, since):
    """Days since a credential was last used; NA where that is not known."""
    last = report[used].mask(report[used].isin(NEVER), report[since])
    return days(_time(last), report["observed_at"])


def _along(time, other):
    """Whether two times are next to each other; NA where one is not known."""
    apart = (time - other).abs()
    return apart.le(ALONG).astype("boolean").mask(apart.isna())


def _time(text):
    return pd.to_datetime(text, format="ISO8601", errors="coerce", utc=True)


@view
def iam_policy_administration(iam_policy):
    """IAM policies of the account itself, each with whether it alone makes an administrator (`allows_everything`).

    It does if it allows every action everywhere, or lets its holder take that: see `views.iam_administration`.
    """
    texts = iam_policy["statements_json"]
    seen = [gives_administration((None if pd.isna(text) else text,)) for text in texts]
    return iam_policy.assign(allows_everything=pd.Series(seen, index=iam_policy.index, dtype="boolean"))


@union
def iam_principal_administration(iam_user, iam_group, iam_role, iam_policy):
    """Users, groups and roles, each with whether it is an administrator (`administers`), by all of its policies.

    Those attached to it and written into it count together, for a user also those of its groups; a permissions boundary
    that gives no administration takes it away. Of policies that AWS manages the names count. Service-linked roles are
    left out: AWS alone can use them, and says what they may do.
    """
    documents = {(row.account_id, row.resource_id): row.statements_json for row in iam_policy.itertuples()}
    groups = {(row.account_id, row.name): policies_of(row, documents) for row in iam_group.itertuples()}
    columns, parts = [*(c.name for c in (*COMMON, *DESCRIPTIVE)), "arn"], []
    for table in (iam_user, iam_group, iam_role[~iam_role["service_linked"].fillna(False)]):
        seen = [administers(row, documents, groups) for row in table.itertuples()]
        parts.append(table[columns].assign(administers=pd.Series(seen, index=table.index, dtype="boolean")))
    return pd.concat(parts, ignore_index=True)


def administers(row, documents, groups):
    """Tell whether a principal is an administrator; NA where it hangs on what could not be observed."""
    texts, names = policies_of(row, documents)
    for group in split_names(getattr(row, "group_names", ""), ", "):
        more, named = groups.get((row.account_id, group), ([None], []))
        texts, names = texts + more, names + named
    given = gives_administration(tuple(texts), tuple(sorted(names)))
    bounded = getattr(row, "permissions_boundary_arn", "none")
    if given is False or (pd.notna(bounded) and bounded == "none"):
        return given
    texts, names = attached(row.account_id, bounded, documents)
    within = gives_administration(tuple(texts), tuple(names))
    return given if within else within


def policies_of(row, documents):
    """Return the statements of the policies of a principal, None for what is not known, and the names of AWS's own."""
    texts, names = attached(row.account_id, row.attached_policy_arns, documents)
    return [*texts, None if pd.isna(row.inline_statements_json) else row.inline_statements_json], names


def attached(account_id, arns, documents):
    if pd.isna(arns):
        return [None], []
    own = [arn for arn in arns.split() if ":iam::aws:policy/" not in arn]
    texts = [documents.get((account_id, arn)) for arn in own]
    names = [arn.rpartition("/")[2] for arn in arns.split() if arn not in own]
    return [None if pd.isna(text) else text for text in texts], names


def split_names(text, separator):
    """Return the names in a text; one that nobody knows stands for a text that could not be observed."""
    return ["?"] if pd.isna(text) else text.split(separator) if text else []


@view
def iam_role_trust(iam_role):
    """Roles, each with whom its trust policy lets assume it.

    `trusts_anyone`: principals of any account, or any customer of a shared identity provider. `unbound_services`: AWS
    services whose documentation asks to say for whom they act, and that are let in without.
    """
    texts = iam_role["trust_json"]
    unbound = texts.map(lambda text: unbound_services(text, SERVICES_THAT_SAY_FOR_WHOM), na_action="ignore")
    return iam_role.assign(
        trusts_anyone=texts.map(admits_anyone, na_action="ignore").astype("boolean"),
        unbound_services=unbound.astype("string"),
    )


@view(estate=MEMBERS)
def iam_role_accounts(iam_role, organizations_organization, sts_caller_identity):
    """Roles, each with the foreign accounts that its trust policy names; see `views.organizations`.

    `unasked_accounts`: those of them that it lets in without asking for an external ID.
    """
    named = iam_role["trust_json"].map(admitted_accounts, na_action="ignore")
    seen = with_foreign_accounts(iam_role, named, organizations_organization, sts_caller_identity)
    unasked = iam_role["trust_json"].map(unasked_accounts, na_action="ignore")
    pairs = zip(unasked, seen["foreign_accounts"], strict=True)
    left = [pd.NA if pd.isna(one) or pd.isna(other) else _shared(one, other) for one, other in pairs]
    return seen.assign(unasked_accounts=pd.Series(left, index=seen.index, dtype="string"))


def _shared(text, other):
    return " ".join(sorted({*text.split()} & {*other.split()})) or "none"

"""Amazon Cognito identity pools."""

from __future__ import annotations

from toolkit.model import column, detail, table


@table(
    "cognito-identity:list_identity_pools",
    resource_type="AWS::Cognito::IdentityPool",
    key="""join('', ['arn:', here.partition, ':cognito-identity:', here.region, ':', here.account_id,
        ':identitypool/', IdentityPoolId])""",
    MaxResults="`60`",
)
class cognito_identity_pool:
    """Identity pools, which give AWS credentials to the users of an application."""

    pool = detail("describe_identity_pool", IdentityPoolId="IdentityPoolId")

    name: str = column("IdentityPoolName", "Name of the identity pool.")
    tags: str = column("tags_json(pool.IdentityPoolTags)", "Tags as JSON.", absent="{}")
    identity_pool_id: str = column("IdentityPoolId", "Id of the identity pool.")
    allows_guests: bool = column(
        "pool.AllowUnauthenticatedIdentities", "Gives AWS credentials to whoever asks, without a sign-in."
    )
    allows_classic_flow: bool = column(
        "pool.AllowClassicFlow", "Permits the classic flow, in which the application chooses the role.", absent=False
    )
    unchecked_providers: int = column(
        "length(pool.CognitoIdentityProviders[?!ServerSideTokenCheck])",
        "User pools whose tokens it accepts without asking whether the user was signed out or disabled.",
        absent=0,
    )

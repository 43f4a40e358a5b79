"""Checks of Amazon Cognito identity pools."""

from toolkit.model import check


@check("cognito_identity_pool", domain="application", severity="high", family="authentication")
def cognito_identity_pool_guests_refused(allows_guests):
    """The identity pool gives AWS credentials only to users who signed in.

    Why: Whoever knows the id of a pool that takes guests gets credentials of a role of the account.
    Remedy: In the identity pool's user access, deactivate guest access.
    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html

    | allows_guests | verdict |
    |---------------|---------|
    | False         | pass    |
    | True          | fail    |
    """
    return ~allows_guests


@check("cognito_identity_pool", domain="application", severity="medium", family="least_privilege")
def cognito_identity_pool_enhanced_flow_only(allows_classic_flow):
    """The identity pool chooses the role of a user itself: its basic (classic) flow is off.

    Why: In the classic flow the application names the role, and credentials lack the limits of the enhanced flow.
    Remedy: In the identity pool's authentication flow settings, deactivate the basic (classic) flow.
    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html

    | allows_classic_flow | verdict |
    |---------------------|---------|
    | False               | pass    |
    | True                | fail    |
    """
    return ~allows_classic_flow


@check("cognito_identity_pool", domain="application", severity="low", family="authentication")
def cognito_identity_pool_tokens_checked(unchecked_providers):
    """The identity pool asks each of its user pools whether the user was signed out or disabled.

    Why: A token of a user who was disabled is valid for up to a day, unless the user pool is asked.
    Remedy: Turn on the server-side token check of each Cognito identity provider with `update-identity-pool`.
    Source: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CognitoIdentityProvider.html

    | unchecked_providers | verdict |
    |---------------------|---------|
    | 0                   | pass    |
    | 1                   | fail    |
    | ?                   | unknown |
    """
    return unchecked_providers.eq(0)

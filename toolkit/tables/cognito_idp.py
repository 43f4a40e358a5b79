"""Amazon Cognito user pools."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "cognito-idp:list_user_pools",
    resource_type="AWS::Cognito::UserPool",
    key="join('', ['arn:', here.partition, ':cognito-idp:', here.region, ':', here.account_id, ':userpool/', Id])",
    MaxResults="`60`",
)
class cognito_idp_user_pool:
    """User pools: directories of an application's users."""

    pool = detail("describe_user_pool", UserPoolId="Id")

    name: str = column("Name", "Name of the user pool.")
    created_at: datetime = column("CreationDate", "When the user pool was made.")
    tags: str = column("tags_json(pool.UserPool.UserPoolTags)", "Tags as JSON.", absent="{}")
    user_pool_id: str = column("Id", "Id of the user pool.")
    tier: str = column("pool.UserPool.UserPoolTier", "Feature plan: `LITE`, `ESSENTIALS` or `PLUS`.", absent="none")
    mfa: str = column("pool.UserPool.MfaConfiguration", "`ON` (required), `OPTIONAL` or `OFF`.", absent="OFF")
    threat_protection: str = column(
        "pool.UserPool.UserPoolAddOns.AdvancedSecurityMode", "`ENFORCED`, `AUDIT` or `OFF`.", absent="OFF"
    )
    custom_flow_threat_protection: str = column(
        "pool.UserPool.UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode",
        "The same for custom sign-in flows: `ENFORCED`, `AUDIT` or `OFF`.",
        absent="OFF",
    )
    minimum_length: int = column(
        "pool.UserPool.Policies.PasswordPolicy.MinimumLength", "Characters that a password needs."
    )
    requires_uppercase: bool = column(
        "pool.UserPool.Policies.PasswordPolicy.RequireUppercase", "A password needs an upper-case letter."
    )
    requires_lowercase: bool = column(
        "pool.UserPool.Policies.PasswordPolicy.RequireLowercase", "A password needs a lower-case letter."
    )
    requires_numbers: bool = column("pool.UserPool.Policies.PasswordPolicy.RequireNumbers", "A password needs a digit.")
    requires_symbols: bool = column(
        "pool.UserPool.Policies.PasswordPolicy.RequireSymbols", "A password needs a symbol."
    )
    remembered_passwords: int = column(
        "pool.UserPool.Policies.PasswordPolicy.PasswordHistorySize",
        "Earlier passwords that are refused; 0 for none.",
        absent=0,
    )
    temporary_password_days: int = column(
        "pool.UserPool.Policies.PasswordPolicy.TemporaryPasswordValidityDays",
        "How long a temporary password is valid.",
        unit="days",
    )
    self_registration: bool = column(
        "pool.UserPool && !(pool.UserPool.AdminCreateUserConfig.AllowAdminCreateUserOnly)",
        "Whoever finds the sign-up page can make an account.",
    )
    deletion_protection: bool = column("pool.UserPool.DeletionProtection == 'ACTIVE'", "Cannot be deleted.")
    kms_key_arn: str = column(
        "pool.UserPool.KeyConfiguration.KmsKeyArn", "Customer managed key that encrypts it, or `none`.", absent="none"
    )

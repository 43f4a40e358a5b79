"""AWS CodeBuild."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table

SOURCES = "[source, secondarySources[]][]"
# JMESPath compares letter by letter: each word stands in three spellings. Others are in `plaintext_names` only.
WORDS = ("PASSWORD", "PASSWD", "SECRET", "TOKEN", "API_KEY", "APIKEY", "ACCESS_KEY", "PRIVATE_KEY", "CREDENTIAL")
CREDENTIAL = " || ".join(f"contains(@, '{word}')" for w in WORDS for word in (w, w.lower(), w.title().replace("_", "")))
PLAIN = "environment.environmentVariables[?type != 'PARAMETER_STORE' && type != 'SECRETS_MANAGER']"


@table(
    "codebuild:batch_get_projects",
    resource_type="AWS::CodeBuild::Project",
    key="arn",
    items="projects",
    # A page has up to 100 names, which is what one call describes.
    parent=detail("list_projects", items="[projects] | [?length(@) > `0`]"),
    names="parent.value",
)
class codebuild_project:
    """CodeBuild projects that the account owns."""

    name: str = column("name", "Name of the project.")
    created_at: datetime = column("created", "When the project was made.")
    tags: str = column("tags_json(tags)", "Tags as JSON.", absent="{}")
    last_modified_at: datetime = column("lastModified", "When its settings last changed.")
    visibility: str = column(
        "projectVisibility", "`PRIVATE`, or `PUBLIC_READ`: everyone reads its builds.", absent="PRIVATE"
    )
    source_type: str = column("source.type", "Where the source is, such as `GITHUB`, `S3` or `NO_SOURCE`.")
    source_auth: str = column(
        "source.auth.type", "How the project itself signs in to the source, or `none`.", absent="none"
    )
    user_in_source_url: bool = column(
        f"length({SOURCES} | [?(starts_with(location || '', 'https://') || starts_with(location || '', 'http://'))"
        " && contains(location, '@')]) > `0`",
        "Some source address names a user before its host: it has an `@`.",
    )
    insecure_tls: bool = column(
        f"length({SOURCES} | [?insecureSsl]) > `0`", "Certificates of some source host are not verified."
    )
    image: str = column("environment.image", "Image that builds run in.")
    privileged: bool = column("environment.privilegedMode", "Builds run with the rights of root.", absent=False)
    plaintext_names: str = column(
        f"join(' ', sort({PLAIN}.name))",
        "Names of the environment variables whose values stand in the project, separated by spaces.",
        absent="",
    )
    plaintext_credentials: int = column(
        f"length({PLAIN}.name | [?{CREDENTIAL}])",
        "Those of them whose names speak of a password, secret, token, key or credential.",
        absent=0,
    )
    service_role_arn: str = column("serviceRole", "Role that builds run as, or `none`.", absent="none")
    vpc_id: str = column("vpcConfig.vpcId || 'none'", "VPC that builds run in, or `none`.")
    kms_key: str = column("encryptionKey", "KMS key of the build output, or `none`.", absent="none")
    artifacts_encrypted: bool = column(
        "length([artifacts, secondaryArtifacts[]][] | [?encryptionDisabled]) == `0`",
        "No build output goes to S3 with its encryption turned off.",
    )
    log_group: bool = column(
        "logsConfig.cloudWatchLogs.status != 'DISABLED'", "Builds write to CloudWatch Logs, which is the default."
    )
    log_bucket: bool = column("logsConfig.s3Logs.status == 'ENABLED'", "Builds write logs to S3.")
    s3_logs_encrypted: bool = column(
        "logsConfig.s3Logs.encryptionDisabled != `true`", "Logs in S3, if any, are encrypted."
    )


@table(
    "codebuild:list_source_credentials",
    resource_type="AWS::CodeBuild::SourceCredential",
    key="arn",
    inventory_only="AWS never tells the credential itself; it shows which providers a Region is connected to.",
)
class codebuild_source_credential:
    """Credentials of the Region for source hosts, without their values: projects use them by default."""

    server_type: str = column("serverType", "`GITHUB`, `BITBUCKET`, `GITLAB` or another source host.")
    auth_type: str = column(
        "authType", "`OAUTH`, `BASIC_AUTH`, `PERSONAL_ACCESS_TOKEN`, `CODECONNECTIONS` or `SECRETS_MANAGER`."
    )
    resource_arn: str = column("resource", "Connection or secret that holds the credential, or `none`.", absent="none")

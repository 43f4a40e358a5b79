"""Checks of AWS CodeBuild."""

from toolkit.model import check
from toolkit.readings import among


@check("codebuild_project_variables", domain="application", severity="high", family="stored_secrets")
def codebuild_project_secrets_referenced(plain_secret_names, plaintext_credentials):
    """The build project has no plain environment variable that is named like a secret.

    Why: Whoever may read the project, or its builds, reads the value.
    Remedy: Put the value into Secrets Manager or Parameter Store and change the type of the variable accordingly.
    Source: https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html

    | plain_secret_names | plaintext_credentials | verdict |
    |--------------------|-----------------------|---------|
    | none               | 0                     | pass    |
    | DB_PW              | 0                     | fail    |
    | none               | 1                     | fail    |
    | ?                  | 0                     | unknown |
    """
    return plain_secret_names.eq("none") & plaintext_credentials.eq(0)


@check("codebuild_project", domain="application", severity="high", family="stored_secrets")
def codebuild_project_source_urls_anonymous(user_in_source_url):
    """No HTTP address of a source of the build project names a user before its host.

    Why: What stands there is a user name with a token or password, which whoever may read the project reads.
    Remedy: Take the user off the address of the source and connect the project by OAuth or a connection.
    Source: https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html

    | user_in_source_url | verdict |
    |--------------------|---------|
    | False              | pass    |
    | True               | fail    |
    """
    return ~user_in_source_url


@check("codebuild_project", domain="application", severity="medium", family="workload_isolation")
def codebuild_project_unprivileged(privileged):
    """Builds of the project run without privileged mode.

    Why: In privileged mode a build has all rights of root on its host, with the code of whoever may commit.
    Remedy: Turn off privileged mode in the project's environment, unless the build makes Docker images.
    Source: https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html

    | privileged | verdict |
    |------------|---------|
    | False      | pass    |
    | True       | fail    |
    """
    return ~privileged


@check("codebuild_project", domain="application", severity="high", family="public_access")
def codebuild_project_private(visibility):
    """Builds of the project are not public.

    Why: Everyone reads the logs and outputs of a public build, and what they give away.
    Remedy: Edit the project and turn off public builds access.
    Source: https://docs.aws.amazon.com/codebuild/latest/userguide/public-builds.html

    | visibility  | verdict |
    |-------------|---------|
    | PRIVATE     | pass    |
    | PUBLIC_READ | fail    |
    | SHARED      | unknown |
    | ?           | unknown |
    """
    return among(visibility, ("private",), ("public_read",))


@check("codebuild_project", domain="application", severity="medium", family="encryption_in_transit")
def codebuild_project_source_certificates_verified(insecure_tls):
    """The build project verifies the certificate of each source host.

    Why: Whoever sits between CodeBuild and the source can put code of his own into the build.
    Remedy: Turn off Enable insecure SSL in each source of the project.
    Source: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectSource.html

    | insecure_tls | verdict |
    |--------------|---------|
    | False        | pass    |
    | True         | fail    |
    """
    return ~insecure_tls


@check("codebuild_project", domain="logging", severity="medium", family="audit_logging")
def codebuild_project_logged(log_group, log_bucket):
    """Builds of the project write their logs to CloudWatch Logs or S3.

    Why: Without logs nobody can tell what a build did, or what it was made to do.
    Remedy: In the project's logs, turn on CloudWatch logs or S3 logs.
    Source: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_LogsConfig.html

    | log_group | log_bucket | verdict |
    |-----------|------------|---------|
    | True      | False      | pass    |
    | False     | True       | pass    |
    | False     | False      | fail    |
    """
    return log_group | log_bucket


@check("codebuild_project", domain="data", severity="medium", family="encryption_at_rest")
def codebuild_project_artifacts_encrypted(artifacts_encrypted):
    """The build project turns the encryption of none of its outputs off.

    Why: Outputs hold the code of the application, and often its configuration.
    Remedy: In each artifact of the project, untick Disable artifacts encryption.
    Source: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectArtifacts.html

    | artifacts_encrypted | verdict |
    |---------------------|---------|
    | True                | pass    |
    | False               | fail    |
    """
    return artifacts_encrypted


@check("codebuild_project", domain="data", severity="low", family="encryption_at_rest", where="log_bucket")
def codebuild_project_s3_logs_encrypted(s3_logs_encrypted):
    """The build project leaves the encryption of the logs that it writes to S3 on.

    Why: What builds print, settings and data of tests too, is kept in the logs.
    Remedy: In the project's S3 logs, untick Disable S3 log encryption.
    Source: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_S3LogsConfig.html

    | log_bucket | s3_logs_encrypted | verdict |
    |------------|-------------------|---------|
    | True       | True              | pass    |
    | True       | False             | fail    |
    | False      | True              | -       |
    """
    return s3_logs_encrypted

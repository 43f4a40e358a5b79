"""Checks of AWS Elastic Beanstalk."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "elasticbeanstalk_environment",
    domain="compute",
    severity="medium",
    family="patching",
    where="status.str.lower() not in ['terminating', 'terminated']",
)
def elasticbeanstalk_environment_updates_managed(managed_updates, update_level):
    """New versions of the environment's platform are applied by themselves in a weekly window.

    Why: AWS corrects system, runtime and server of the platform, but the customer decides when that is installed.
    Remedy: Enable managed platform updates of the environment, at the level patch or minor.
    Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html

    | status      | managed_updates | update_level | verdict |
    |-------------|-----------------|--------------|---------|
    | Ready       | True            | minor        | pass    |
    | Updating    | True            | Patch        | pass    |
    | Ready       | True            | none         | fail    |
    | Ready       | False           | minor        | fail    |
    | Ready       | True            | major        | unknown |
    | Terminating | False           | none         | -       |
    """
    return managed_updates & among(update_level, ["patch", "minor"], ["none"])


@check(
    "elasticbeanstalk_environment",
    domain="compute",
    severity="low",
    family="monitoring",
    where="status.str.lower() not in ['terminating', 'terminated']",
)
def elasticbeanstalk_environment_health_enhanced(enhanced_health):
    """The environment reports its health in the enhanced form.

    Why: Basic health shows a load balancer's view only; managed updates and early signs of failures need the other.
    Remedy: Set the health reporting system of the environment to enhanced.
    Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-enable.html

    | status      | enhanced_health | verdict |
    |-------------|-----------------|---------|
    | Ready       | True            | pass    |
    | Ready       | False           | fail    |
    | Ready       | ?               | unknown |
    | Terminating | False           | -       |
    """
    return enhanced_health


@check(
    "elasticbeanstalk_environment",
    domain="logging",
    severity="medium",
    family="audit_logging",
    where="status.str.lower() not in ['terminating', 'terminated']",
)
def elasticbeanstalk_environment_logs_streamed(streams_logs):
    """The environment sends the logs of its instances to CloudWatch Logs.

    Why: Logs that stay on an instance are gone when it is replaced, and whoever takes it over can change them.
    Remedy: Enable log streaming to CloudWatch Logs in the environment's updates, monitoring and logging settings.
    Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.cloudwatchlogs.html

    | status      | streams_logs | verdict |
    |-------------|--------------|---------|
    | Ready       | True         | pass    |
    | Ready       | False        | fail    |
    | Ready       | ?            | unknown |
    | Terminating | False        | -       |
    """
    return streams_logs

"""AWS Elastic Beanstalk."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


# The settings hold environment values: only single options are read, by name. Where the caller may not read an
# environment, Elastic Beanstalk does not refuse but answers with no settings: that is unobserved, not off.
@table(
    "elasticbeanstalk:describe_environments",
    resource_type="AWS::ElasticBeanstalk::Environment",
    key="EnvironmentArn",
    IncludeDeleted="`false`",
)
class elasticbeanstalk_environment:
    """Elastic Beanstalk environments that are not deleted, with their deployed configuration."""

    settings = detail(
        "describe_configuration_settings", ApplicationName="ApplicationName", EnvironmentName="EnvironmentName"
    )

    name: str = column("EnvironmentName", "Name of the environment.")
    created_at: datetime = column("DateCreated", "When the environment was made.")
    environment_id: str = column("EnvironmentId", "Id of the environment.")
    application: str = column("ApplicationName", "Application that it runs.")
    status: str = column("Status", "`Ready`, or what Elastic Beanstalk is doing to it.")
    health: str = column("Health", "`Green`, `Yellow`, `Red` or `Grey`.", absent="none")
    tier: str = column("Tier.Name", "`WebServer` or `Worker`.")
    platform: str = column(
        "PlatformArn || SolutionStackName || 'none'", "ARN or name of the platform version: language and system."
    )
    managed_updates: bool = column(
        "settings.ConfigurationSettings[?DeploymentStatus == 'deployed'] | [0].OptionSettings"
        " | length([?Namespace == 'aws:elasticbeanstalk:managedactions' && OptionName == 'ManagedActionsEnabled'"
        " && Value == 'true']) > `0`",
        "New versions of the platform are applied in a weekly window.",
    )
    update_level: str = column(
        "settings.ConfigurationSettings[?DeploymentStatus == 'deployed'] | [0].OptionSettings"
        " | join(' ', [?Namespace == 'aws:elasticbeanstalk:managedactions:platformupdate'"
        " && OptionName == 'UpdateLevel'].Value) || 'none'",
        "Which of them: `patch`, `minor` (both), or `none` where it does not say.",
    )
    enhanced_health: bool = column(
        "settings.ConfigurationSettings[?DeploymentStatus == 'deployed'] | [0].OptionSettings"
        " | length([?Namespace == 'aws:elasticbeanstalk:healthreporting:system' && OptionName == 'SystemType'"
        " && Value == 'enhanced']) > `0`",
        "Health is reported in the enhanced form.",
    )
    streams_logs: bool = column(
        "settings.ConfigurationSettings[?DeploymentStatus == 'deployed'] | [0].OptionSettings"
        " | length([?Namespace == 'aws:elasticbeanstalk:cloudwatch:logs' && OptionName == 'StreamLogs'"
        " && Value == 'true']) > `0`",
        "Logs of its instances are sent to CloudWatch Logs.",
    )

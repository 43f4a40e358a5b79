ENVIRONMENT = {
    "EnvironmentName": "shop-web",
    "EnvironmentArn": "arn:aws:elasticbeanstalk:eu-central-1:123456789012:environment/shop/shop-web",
    "ApplicationName": "shop",
    "Status": "Ready",
    "Tier": {"Name": "WebServer"},
}
MANAGED = "aws:elasticbeanstalk:managedactions"
SECRET = {
    "Namespace": "aws:elasticbeanstalk:application:environment",
    "OptionName": "PASSWORD",
    "Value": "correct-horse",
}

COLUMNS = ["managed_updates", "update_level", "enhanced_health", "streams_logs"]


def option(namespace, name, value):
    return {"Namespace": namespace, "OptionName": name, "Value": value}


def environment(answered, settings):
    return answered(
        "elasticbeanstalk_environment",
        ("describe_environments", {"Environments": [ENVIRONMENT]}),
        ("describe_configuration_settings", settings),
    )


def test_environments_of_the_estate(aws, collected):
    elasticbeanstalk = aws("elasticbeanstalk")
    elasticbeanstalk.create_application(ApplicationName="shop")
    elasticbeanstalk.create_environment(ApplicationName="shop", EnvironmentName="shop-web")
    frame = collected("elasticbeanstalk_environment")
    assert frame[["name", "application"]].to_numpy().tolist() == [["shop-web", "shop"]]
    assert frame["managed_updates"].isna().all()  # moto does not tell settings


def test_deployed_settings_count_and_environment_values_are_not_kept(answered):
    on = [
        option(MANAGED, "ManagedActionsEnabled", "true"),
        option(f"{MANAGED}:platformupdate", "UpdateLevel", "minor"),
        option("aws:elasticbeanstalk:healthreporting:system", "SystemType", "enhanced"),
        option("aws:elasticbeanstalk:cloudwatch:logs", "StreamLogs", "true"),
    ]
    off = [option(MANAGED, "ManagedActionsEnabled", "false"), SECRET]
    good = {"DeploymentStatus": "deployed", "OptionSettings": on}
    bad = {"DeploymentStatus": "deployed", "OptionSettings": off}
    frame = environment(answered, {"ConfigurationSettings": [bad | {"DeploymentStatus": "pending"}, good]})
    assert frame[COLUMNS].to_numpy().tolist() == [[True, "minor", True, True]]
    frame = environment(answered, {"ConfigurationSettings": [good | {"DeploymentStatus": "failed"}, bad]})
    assert frame[COLUMNS].to_numpy().tolist() == [[False, "none", False, False]]
    assert "correct-horse" not in frame.to_csv()


def test_settings_that_are_refused_or_kept_from_the_caller_are_unknown(answered):
    for settings in ("AccessDenied", {"ConfigurationSettings": []}):
        frame = environment(answered, settings)
        assert frame[COLUMNS].isna().all(axis=None)

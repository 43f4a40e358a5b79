ROLE = "arn:aws:iam::123456789012:role/service-role/build"
NAMES = ("AWS_ACCESS_KEY_ID", "db_password", "AppApiKey", "STAGE")


def test_projects_of_the_estate(aws, collected):
    client = aws("codebuild")
    for name, location, privileged, kind in (
        ("bad", "https://user:never-stored@example.com/a.git", True, "PLAINTEXT"),
        ("good", "https://example.com/a.git", False, "SECRETS_MANAGER"),
    ):
        client.create_project(
            name=name,
            source={"type": "BITBUCKET", "location": location},
            artifacts={"type": "NO_ARTIFACTS"},
            environment={
                "type": "LINUX_CONTAINER",
                "image": "i",
                "computeType": "BUILD_GENERAL1_SMALL",
                "privilegedMode": privileged,
                "environmentVariables": [{"name": n, "value": "never-stored", "type": kind} for n in NAMES],
            },
            serviceRole=ROLE,
            tags=[{"key": "Team", "value": "a"}],
        )
    frame = collected("codebuild_project").set_index("name").loc[["good", "bad"]]
    assert [call.operation for call in frame.attrs["calls"]] == ["ListProjects", "BatchGetProjects"]
    assert frame["privileged"].tolist() == [False, True]
    assert frame["user_in_source_url"].tolist() == [False, True]
    assert frame["plaintext_names"].tolist() == ["", "AWS_ACCESS_KEY_ID AppApiKey STAGE db_password"]
    assert frame["plaintext_credentials"].tolist() == [0, 3]
    assert frame["visibility"].tolist() == ["PRIVATE", "PRIVATE"]
    assert frame["tags"].tolist() == ['{"Team": "a"}'] * 2
    assert "never-stored" not in frame.to_csv()


def test_an_empty_region_asks_for_no_project(collected):
    frame = collected("codebuild_project")
    assert (len(frame), frame.attrs["status"]) == (0, "observed")
    assert [call.operation for call in frame.attrs["calls"]] == ["ListProjects"]


def test_logs_artifacts_and_second_sources(answered):
    project = {
        "name": "pp",
        "arn": "arn:p",
        "projectVisibility": "PUBLIC_READ",
        "source": {"type": "S3", "location": "bucket/a@b.zip"},
        "secondarySources": [{"type": "GITHUB", "location": "http://token@example.com/b", "insecureSsl": True}],
        "secondaryArtifacts": [{"type": "S3", "encryptionDisabled": True}],
        "logsConfig": {"cloudWatchLogs": {"status": "DISABLED"}, "s3Logs": {"status": "ENABLED"}},
    }
    frame = answered(
        "codebuild_project",
        ("list_projects", {"projects": ["pp"]}),
        ("batch_get_projects", {"projects": [project]}),
    )
    assert frame["user_in_source_url"].tolist() == [True]
    assert frame["insecure_tls"].tolist() == [True]
    assert frame["artifacts_encrypted"].tolist() == [False]
    assert (frame["log_group"].tolist(), frame["log_bucket"].tolist()) == ([False], [True])
    assert frame["visibility"].tolist() == ["PUBLIC_READ"]
    assert frame["plaintext_credentials"].tolist() == [0]


def test_refused_projects_are_no_empty_table(answered):
    answers = ("list_projects", {"projects": ["pp"]}), ("batch_get_projects", "AccessDeniedException")
    frame = answered("codebuild_project", *answers)
    assert (len(frame), frame.attrs["status"]) == (0, "denied")


def test_source_credentials(answered):
    found = [{"arn": "arn:c", "serverType": "GITHUB", "authType": "PERSONAL_ACCESS_TOKEN"}]
    frame = answered("codebuild_source_credential", ("list_source_credentials", {"sourceCredentialsInfos": found}))
    assert frame["auth_type"].tolist() == ["PERSONAL_ACCESS_TOKEN"]
    assert frame["resource_arn"].tolist() == ["none"]

TEMPLATE = """{"Parameters": {"Level": {"Type": "String"}},
 "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}, "Outputs": {"Level": {"Value": {"Ref": "Level"}}}}"""


def test_stacks_of_the_estate_without_their_values(aws, collected):
    topic = aws("sns").create_topic(Name="events")["TopicArn"]
    aws("cloudformation").create_stack(
        StackName="app",
        TemplateBody=TEMPLATE,
        Parameters=[{"ParameterKey": "Level", "ParameterValue": "canary"}],
        Tags=[{"Key": "Team", "Value": "a"}],
        NotificationARNs=[topic],
    )
    frame = collected("cloudformation_stack")
    assert frame[["name", "status", "tags"]].values.tolist() == [["app", "CREATE_COMPLETE", '{"Team": "a"}']]
    assert frame[["parameter_names", "output_names", "notification_topics"]].values.tolist() == [["Level", "Level", 1]]
    assert not frame.astype("string").eq("canary").any(axis=None)


def test_protection_and_drift(answered):
    stack = {"StackName": "a", "StackId": "arn:a", "StackStatus": "CREATE_COMPLETE", "CreationTime": "2030-01-01"}
    stacks = [
        stack | {"EnableTerminationProtection": True, "DriftInformation": {"StackDriftStatus": "DRIFTED"}},
        stack | {"RootId": "arn:aws:cloudformation:eu-central-1:123456789012:stack/a/1"},
    ]
    frame = answered("cloudformation_stack", ("describe_stacks", {"Stacks": stacks}))
    assert frame["termination_protection"].tolist() == [True, False]
    assert frame["drift_status"].tolist() == ["DRIFTED", "NOT_CHECKED"]
    assert frame["nested"].tolist() == [False, True]
    assert frame["notification_topics"].tolist() == [0, 0]


def test_a_credential_in_an_output_is_counted_and_not_kept(answered):
    outputs = [
        {"OutputKey": "Key", "OutputValue": "ghp_0123456789abcdefghijklmnopqrstuvwxyz"},
        {"OutputKey": "Zone", "OutputValue": "a"},
    ]
    stack = {
        "StackName": "s",
        "StackId": "arn:s",
        "CreationTime": "2030-01-01T00:00:00Z",
        "StackStatus": "CREATE_COMPLETE",
    }
    frame = answered("cloudformation_stack", ("describe_stacks", {"Stacks": [stack | {"Outputs": outputs}]}))
    assert frame["output_credentials"].tolist() == [1]
    assert "ghp_" not in "".join(call.answer for call in frame.attrs["calls"])

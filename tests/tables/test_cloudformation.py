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
    stack = {"StackName": "a", "StackStatus": "CREATE_COMPLETE", "CreationTime": "2030-01-01"}
    stacks = [
        stack | {"EnableTerminationProtection": True, "DriftInformation": {"StackDriftStatus": "DRIFTED"}},
        stack | {"RootId": "arn:aws:cloudformation:eu-central-1:123456789012:stack/a/1"},
    ]
    frame = answered("cloudformation_stack", ("describe_stacks", {"Stacks": stacks}))
    assert frame["termination_protection"].tolist() == [True, False]
    assert frame["drift_status"].tolist() == ["DRIFTED", "NOT_CHECKED"]
    assert frame["nested"].tolist() == [False, True]
    assert frame["notification_topics"].tolist() == [0, 0]

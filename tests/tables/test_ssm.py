def test_parameters_of_the_estate_without_their_values(aws, collected):
    ssm = aws("ssm")
    ssm.put_parameter(Name="/app/level", Value="info", Type="String")
    ssm.put_parameter(Name="/app/token", Value="canary", Type="SecureString")
    frame = collected("ssm_parameter")
    assert frame["name"].tolist() == ["/app/level", "/app/token"]
    assert frame[["type", "kms_key_id", "tier"]].values.tolist() == [
        ["String", "none", "Standard"],
        ["SecureString", "alias/aws/ssm", "Standard"],
    ]
    assert not frame.astype("string").eq("canary").any(axis=None)


def test_managed_instances_are_ec2_instances_or_servers(answered):
    instances = [
        {"InstanceId": "i-0a", "PingStatus": "Online", "IsLatestVersion": True, "ResourceType": "EC2Instance"},
        {
            "InstanceId": "mi-0b",
            "PingStatus": "ConnectionLost",
            "IsLatestVersion": False,
            "ResourceType": "ManagedInstance",
        },
    ]
    frame = answered("ssm_managed_instance", ("describe_instance_information", {"InstanceInformationList": instances}))
    assert frame["resource_id"].tolist() == [
        "arn:aws:ec2:eu-central-1:123456789012:instance/i-0a",
        "arn:aws:ssm:eu-central-1:123456789012:managed-instance/mi-0b",
    ]
    assert frame["ping_status"].tolist() == ["Online", "ConnectionLost"]
    assert frame["agent_up_to_date"].tolist() == [True, False]


def test_documents_that_the_account_owns(aws, collected):
    ssm = aws("ssm")
    content = '{"schemaVersion": "2.2", "mainSteps": []}'
    for name in ("private", "shared"):
        ssm.create_document(Name=name, Content=content, DocumentType="Command", DocumentFormat="JSON")
    ssm.modify_document_permission(Name="shared", PermissionType="Share", AccountIdsToAdd=["all"])
    frame = collected("ssm_document").set_index("name").loc[["private", "shared"]]
    assert frame["public"].tolist() == [False, True]
    assert frame["status"].tolist() == ["Active", "Active"]
    assert frame["resource_id"].iloc[0] == "arn:aws:ssm:eu-central-1:123456789012:document/private"


def test_all_pages_of_those_who_share_a_document(answered):
    pages = [{"AccountIds": ["111111111111"], "NextToken": "2"}, {"AccountIds": ["222222222222", "all"]}]
    frame = answered(
        "ssm_document",
        ("list_documents", {"DocumentIdentifiers": [{"Name": "d"}]}),
        ("describe_document", "AccessDeniedException"),
        *(("describe_document_permission", page) for page in pages),
    )
    assert frame[["public", "shared_accounts"]].values.tolist() == [[True, 2]]
    assert frame["shared_account_ids"].tolist() == ["111111111111 222222222222"]
    assert frame["status"].isna().all()


def test_patch_states_are_asked_for_a_page_of_instances_at_once(answered):
    state = {"PatchGroup": "web", "BaselineId": "pb-0123456789abcdef0", "Operation": "Scan"}
    state |= {"OperationStartTime": "2030-01-01", "OperationEndTime": "2030-01-01"}
    states = [
        state | {"InstanceId": "i-0a", "MissingCount": 0, "FailedCount": 0},
        state | {"InstanceId": "mi-0b", "MissingCount": 3, "FailedCount": 1},
    ]
    frame = answered(
        "ssm_patch_state",
        ("describe_instance_information", {"InstanceInformationList": [{"InstanceId": i} for i in ("i-0a", "mi-0b")]}),
        ("describe_instance_patch_states", {"InstancePatchStates": states}),
    )
    assert frame["resource_id"].tolist() == [
        "arn:aws:ec2:eu-central-1:123456789012:instance/i-0a",
        "arn:aws:ssm:eu-central-1:123456789012:managed-instance/mi-0b",
    ]
    assert frame[["missing", "failed"]].values.tolist() == [[0, 0], [3, 1]]
    frame = answered("ssm_patch_state", ("describe_instance_information", {"InstanceInformationList": []}))
    assert (len(frame), frame.attrs["status"]) == (0, "observed")


def test_compliance_of_instances(answered):
    item = {"ResourceType": "ManagedInstance", "ResourceId": "i-0a"}
    items = [
        item | {"ComplianceType": "Patch", "Status": "COMPLIANT"},
        item
        | {
            "ComplianceType": "Association",
            "Status": "NON_COMPLIANT",
            "OverallSeverity": "HIGH",
            "NonCompliantSummary": {"NonCompliantCount": 2},
        },
    ]
    frame = answered(
        "ssm_compliance", ("list_resource_compliance_summaries", {"ResourceComplianceSummaryItems": items})
    )
    assert frame["resource_id"].is_unique
    assert frame["compliant"].tolist() == [True, False]
    assert frame["noncompliant_items"].tolist()[1] == 2


def test_whether_documents_may_be_public(answered):
    setting = {"ServiceSetting": {"SettingValue": "Disable", "Status": "Customized"}}
    frame = answered("ssm_region", ("get_service_setting", setting))
    assert frame[["resource_id", "document_sharing"]].values.tolist() == [["123456789012/eu-central-1/ssm", "Disable"]]
    refused = answered("ssm_region", ("get_service_setting", "AccessDeniedException"))
    assert (len(refused), refused.attrs["status"]) == (0, "denied")

def test_workgroups_of_the_estate(aws, collected):
    results = {"EncryptionConfiguration": {"EncryptionOption": "SSE_KMS", "KmsKey": "key"}}
    aws("athena").create_work_group(
        Name="good",
        Configuration={"EnforceWorkGroupConfiguration": True, "ResultConfiguration": results},
    )
    frame = collected("athena_workgroup").set_index("name").loc[["good", "primary"]]
    assert frame.loc["good", "resource_id"] == "arn:aws:athena:eu-central-1:123456789012:workgroup/good"
    assert frame["enforces_configuration"].tolist() == [True, False]
    assert frame["result_encryption"].tolist() == ["SSE_KMS", "none"]
    assert frame["result_kms_key_id"].tolist() == ["key", "none"]


def test_managed_results_and_a_workgroup_that_is_refused(answered):
    configuration = {"ManagedQueryResultsConfiguration": {"Enabled": True}}
    frame = answered(
        "athena_workgroup",
        ("list_work_groups", {"WorkGroups": [{"Name": "a"}, {"Name": "b"}]}),
        ("get_work_group", {"WorkGroup": {"Name": "a", "Configuration": configuration}}),
        ("get_work_group", "AccessDeniedException"),
    )
    assert frame["managed_results"][0]
    assert frame["managed_result_kms_key_id"][0] == "none"
    assert frame.loc[1, ["enforces_configuration", "result_encryption", "managed_results"]].isna().all()

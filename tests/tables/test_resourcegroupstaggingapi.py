def test_tagged_resources_of_the_estate(aws, collected):
    aws("sqs").create_queue(QueueName="q", tags={"Team": "a"})
    frame = collected("tagging_resource")
    assert frame["resource_id"].tolist() == ["arn:aws:sqs:eu-central-1:123456789012:q"]
    assert frame[["tags", "tagged"]].values.tolist() == [['{"Team": "a"}', True]]
    assert frame[["complies"]].isna().all(axis=None)


def test_compliance_with_tag_policies(answered):
    resources = [
        {"ResourceARN": "arn:a", "Tags": [], "ComplianceDetails": {"ComplianceStatus": True}},
        {
            "ResourceARN": "arn:b",
            "Tags": [{"Key": "team", "Value": "x"}],
            "ComplianceDetails": {
                "ComplianceStatus": False,
                "NoncompliantKeys": ["team"],
                "KeysWithNoncompliantValues": ["stage"],
            },
        },
    ]
    frame = answered("tagging_resource", ("get_resources", {"ResourceTagMappingList": resources}))
    assert frame["tagged"].tolist() == [False, True]
    assert frame["complies"].tolist() == [True, False]
    assert frame["noncompliant_keys"].tolist() == ["", "stage team"]

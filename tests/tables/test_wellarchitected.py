ARN = "arn:aws:wellarchitected:eu-central-1:123456789012:workload/"


def test_workloads_of_all_pages(answered):
    own = {"WorkloadArn": f"{ARN}1", "WorkloadName": "own", "Owner": "123456789012", "RiskCounts": {"HIGH": 2}}
    shared = {"WorkloadArn": f"{ARN}2", "WorkloadName": "shared", "Owner": "999999999999", "Lenses": ["x", "y"]}
    frame = answered(
        "wellarchitected_workload",
        ("list_workloads", {"WorkloadSummaries": [own], "NextToken": "t"}),
        ("list_workloads", {"WorkloadSummaries": [shared]}),
    )
    assert frame["resource_id"].tolist() == [f"{ARN}1", f"{ARN}2"]
    assert frame["own"].tolist() == [True, False]
    assert frame["high_risks"].tolist() == [2, 0]
    assert frame["medium_risks"].tolist() == [0, 0]
    assert frame["lenses"].tolist() == ["", "x y"]


def test_a_denied_listing_is_no_empty_table(answered):
    frame = answered("wellarchitected_workload", ("list_workloads", "AccessDeniedException"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")

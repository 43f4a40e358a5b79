def test_indexes_of_all_regions(answered):
    arn = "arn:aws:resource-explorer-2:{}:123456789012:index/1"
    indexes = [
        {"Arn": arn.format("eu-central-1"), "Region": "eu-central-1", "Type": "AGGREGATOR"},
        {"Arn": arn.format("eu-west-1"), "Region": "eu-west-1", "Type": "LOCAL"},
    ]
    frame = answered("resource_explorer_index", ("list_indexes", {"Indexes": indexes}))
    assert frame["region"].tolist() == ["global", "global"]
    assert frame["index_region"].tolist() == ["eu-central-1", "eu-west-1"]
    assert frame["aggregator"].tolist() == [True, False]

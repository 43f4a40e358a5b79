def test_workspaces_and_their_volumes(answered):
    key = "arn:aws:kms:eu-central-1:123456789012:key/1"
    good = {
        "WorkspaceId": "ws-1",
        "ComputerName": "EC2AMAZ-1",
        "UserName": "ada",
        "State": "AVAILABLE",
        "RootVolumeEncryptionEnabled": True,
        "UserVolumeEncryptionEnabled": True,
        "VolumeEncryptionKey": key,
        "WorkspaceProperties": {"RunningMode": "AUTO_STOP", "OperatingSystemName": "WINDOWS_11"},
    }
    frame = answered("workspaces_workspace", ("describe_workspaces", {"Workspaces": [good, {"WorkspaceId": "ws-2"}]}))
    assert frame["resource_id"].iloc[0] == "arn:aws:workspaces:eu-central-1:123456789012:workspace/ws-1"
    assert frame["name"].tolist() == ["EC2AMAZ-1", ""]
    for column in ("root_volume_encrypted", "user_volume_encrypted"):
        assert frame[column].tolist() == [True, False], column
    assert frame["kms_key_id"].tolist() == [key, "none"]
    assert frame["operating_system"].tolist() == ["WINDOWS_11", "UNKNOWN"]


def test_no_workspaces_of_the_estate(collected):
    frame = collected("workspaces_workspace")
    assert (len(frame), frame.attrs["status"]) == (0, "observed")


def test_a_refused_listing_is_no_empty_table(answered):
    frame = answered("workspaces_workspace", ("describe_workspaces", "AccessDeniedException"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")

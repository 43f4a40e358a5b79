def test_directories_of_the_estate(aws, collected):
    ec2 = aws("ec2")
    vpc_id = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc_id, CidrBlock=f"10.0.{i}.0/24", AvailabilityZone=f"eu-central-1{zone}")["Subnet"]
        for i, zone in enumerate("ab")
    ]
    directory_id = aws("ds").create_microsoft_ad(
        Name="corp.example.com",
        Password="Correct-Horse-1",
        Edition="Standard",
        VpcSettings={"VpcId": vpc_id, "SubnetIds": [subnet["SubnetId"] for subnet in subnets]},
    )["DirectoryId"]
    row = collected("ds_directory").set_index("directory_id").loc[directory_id]
    assert row["resource_id"] == f"arn:aws:ds:eu-central-1:123456789012:directory/{directory_id}"
    assert row[["name", "type", "edition", "vpc_id"]].tolist() == [
        "corp.example.com",
        "MicrosoftAD",
        "Standard",
        vpc_id,
    ]
    assert row[["owner_id", "radius_status"]].tolist() == ["123456789012", "none"]


def test_radius_without_its_secret_and_directories_of_others(answered):
    radius = {"AuthenticationProtocol": "PAP", "SharedSecret": "correct-horse"}
    own = {"DirectoryId": "d-1", "Type": "ADConnector", "Size": "Small", "ConnectSettings": {"VpcId": "vpc-1"}}
    own |= {"RadiusStatus": "Completed", "RadiusSettings": radius}
    other = {
        "DirectoryId": "d-2",
        "Type": "SharedMicrosoftAD",
        "OwnerDirectoryDescription": {"AccountId": "210987654321"},
    }
    frame = answered("ds_directory", ("describe_directories", {"DirectoryDescriptions": [own, other]}))
    assert frame["owner_id"].tolist() == ["123456789012", "210987654321"]
    assert frame["vpc_id"].tolist() == ["vpc-1", "none"]
    assert frame["edition"].tolist() == ["Small", "none"]
    assert frame[["radius_status", "radius_protocol"]].to_numpy().tolist() == [["Completed", "PAP"], ["none", "none"]]
    assert "correct-horse" not in frame.to_csv()

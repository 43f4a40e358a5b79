def test_clusters_of_the_estate(aws, collected):
    dax = aws("dax")
    role = "arn:aws:iam::123456789012:role/dax"
    shared = {"NodeType": "dax.t3.small", "ReplicationFactor": 3, "IamRoleArn": role}
    dax.create_cluster(ClusterName="bad", **shared)
    dax.create_cluster(
        ClusterName="good", SSESpecification={"Enabled": True}, ClusterEndpointEncryptionType="TLS", **shared
    )
    frame = collected("dax_cluster").set_index("name").loc[["good", "bad"]]
    assert frame["encrypted"].tolist() == [True, False]
    assert frame["tls"].tolist() == [True, False]
    assert frame["nodes"].tolist() == [3, 3]
    assert frame["role_arn"].tolist() == [role, role]

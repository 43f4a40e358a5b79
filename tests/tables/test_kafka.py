NODES = {"ClientSubnets": ["s"], "InstanceType": "kafka.m5.large"}
TLS = {"EncryptionInTransit": {"ClientBroker": "TLS", "InCluster": True}}
MUTUAL = {"Tls": {"CertificateAuthorityArnList": ["arn:ca"]}}
PLAIN = {"EncryptionInTransit": {"ClientBroker": "TLS_PLAINTEXT", "InCluster": False}}


def clusters(answered, *provisioned):
    found = [
        {"ClusterArn": f"arn:{number}", "Provisioned": {"BrokerNodeGroupInfo": NODES, "NumberOfBrokerNodes": 3} | more}
        for number, more in enumerate(provisioned)
    ]
    serverless = {"ClusterArn": "arn:s", "ClusterType": "SERVERLESS", "Serverless": {"VpcConfigs": []}}
    return answered("kafka_cluster", ("list_clusters_v2", {"ClusterInfoList": [*found, serverless]}))


def test_clusters_of_the_estate(aws, collected):
    aws("kafka").create_cluster(
        ClusterName="good",
        BrokerNodeGroupInfo=NODES | {"ConnectivityInfo": {"PublicAccess": {"Type": "DISABLED"}}},
        KafkaVersion="3.6.0",
        NumberOfBrokerNodes=3,
        EncryptionInfo=TLS,
        ClientAuthentication={"Sasl": {"Iam": {"Enabled": True}}, "Unauthenticated": {"Enabled": False}},
        Tags={"Team": "a"},
    )
    frame = collected("kafka_cluster")
    assert frame["name"].tolist() == ["good"]
    assert frame["kafka_version"].tolist() == ["3.6.0"]
    assert frame["public_access"].tolist() == ["DISABLED"]
    assert (frame["client_encryption"].tolist(), frame["encrypted_in_cluster"].tolist()) == (["TLS"], [True])
    assert frame["unauthenticated"].tolist() == [False]
    assert frame["tags"].tolist() == ['{"Team": "a"}']


def test_who_may_connect(answered):
    frame = clusters(
        answered,
        {"ClientAuthentication": {"Unauthenticated": {"Enabled": True}, "Sasl": {"Iam": {"Enabled": True}}}},
        {},  # names no way of signing in
        {"ClientAuthentication": MUTUAL},
        {"ClientAuthentication": MUTUAL, "EncryptionInfo": PLAIN},  # its plain port asks for no certificate
    )
    assert frame["unauthenticated"].tolist() == [True, True, False, True, False]


def test_encryption_access_and_logs(answered):
    public = NODES | {"ConnectivityInfo": {"PublicAccess": {"Type": "SERVICE_PROVIDED_EIPS"}}}
    logs = {"BrokerLogs": {"S3": {"Enabled": True}, "Firehose": {"Enabled": False}}}
    frame = clusters(answered, {"EncryptionInfo": PLAIN, "BrokerNodeGroupInfo": public, "LoggingInfo": logs})
    assert frame["client_encryption"].tolist() == ["TLS_PLAINTEXT", "TLS"]
    assert frame["encrypted_in_cluster"].tolist() == [False, True]
    assert frame["public_access"].tolist() == ["SERVICE_PROVIDED_EIPS", "DISABLED"]
    assert frame["broker_logs"].tolist() == [True, False]
    assert frame["kafka_version"].tolist() == ["none", "none"]


def test_a_refused_listing_is_no_empty_table(answered):
    frame = answered("kafka_cluster", ("list_clusters_v2", "AccessDeniedException"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")

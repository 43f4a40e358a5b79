def group(name, family="postgres16"):
    return {"DBParameterGroupName": name, "DBParameterGroupFamily": family, "DBParameterGroupArn": f"arn:{name}"}


def cluster_group(name, family):
    about = {"DBClusterParameterGroupName": name, "DBClusterParameterGroupArn": f"arn:{name}"}
    return about | {"DBParameterGroupFamily": family}


def values(**parameters):
    return {"Parameters": [{"ParameterName": n, "ParameterValue": v} for n, v in parameters.items()]}


def test_groups_of_the_estate(aws, collected):
    rds = aws("rds")
    for name in ("bad", "good"):
        rds.create_db_parameter_group(DBParameterGroupName=name, DBParameterGroupFamily="postgres16", Description="-")
    settings = {"rds.force_ssl": "1", "log_statement": "ddl"}
    rds.modify_db_parameter_group(
        DBParameterGroupName="good",
        Parameters=[{"ParameterName": n, "ParameterValue": v, "ApplyMethod": "immediate"} for n, v in settings.items()],
    )
    frame = collected("rds_parameter_group").set_index("name").loc[["good", "bad"]]
    assert frame["family"].tolist() == ["postgres16", "postgres16"]
    assert frame["requires_tls"].tolist() == [True, False]
    assert frame["force_ssl"].tolist() == ["1", "none"]
    assert frame["log_statement"].tolist() == ["ddl", "none"]
    assert frame["is_default"].tolist() == [False, False]


def test_parameters_without_a_value_and_parameters_that_are_refused(answered):
    frame = answered(
        "rds_parameter_group",
        ("describe_db_parameter_groups", {"DBParameterGroups": [group("default.mysql8.0", "mysql8.0"), group("own")]}),
        ("describe_db_parameters", {"Parameters": [{"ParameterName": "require_secure_transport"}]}),
        ("describe_db_parameters", "AccessDenied"),
    )
    assert frame["is_default"].tolist() == [True, False]
    assert not frame["requires_tls"][0]
    assert frame["requires_tls"].isna().tolist() == [False, True]
    assert frame["require_secure_transport"][0] == "none"
    assert frame["force_ssl"].isna().tolist() == [False, True]


def test_groups_of_clusters_in_the_words_of_each_engine(answered):
    families = ["aurora-mysql8.0", "docdb5.0", "docdb5.0", "neptune1.3"]
    frame = answered(
        "rds_cluster_parameter_group",
        (
            "describe_db_cluster_parameter_groups",
            {"DBClusterParameterGroups": [cluster_group(f"g{i}", family) for i, family in enumerate(families)]},
        ),
        ("describe_db_cluster_parameters", values(require_secure_transport="ON", server_audit_logging="1")),
        ("describe_db_cluster_parameters", values(tls="enabled", audit_logs="all")),
        ("describe_db_cluster_parameters", values(tls="disabled", audit_logs="enabled")),
        ("describe_db_cluster_parameters", values(neptune_enforce_ssl="1", neptune_enable_audit_log="0")),
    )
    assert frame["requires_tls"].tolist() == [True, True, False, True]
    assert frame["server_audit_logging"].tolist() == ["1", "none", "none", "none"]
    assert frame["audit_logs"].tolist() == ["none", "all", "enabled", "none"]
    assert frame["neptune_audit_log"].tolist() == ["none", "none", "none", "0"]

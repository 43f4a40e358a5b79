"""Who answers: layers, services, the models that an estate uses, and the split that follows."""

import re

import pandas as pd
import pytest

from tests.inventories import REGION, inventory, rows
from toolkit.errors import UnknownName
from toolkit.frameworks import read_framework
from toolkit.responsibility import (
    SERVICE_MODELS,
    layers,
    responsibility,
    services,
    services_in_use,
    usage_of,
)
from toolkit.tables import TABLES

EC2 = ["ec2", "abstracted", "organisation"]
FARGATE = ["containers_fargate", "abstracted", "organisation"]
SHOWING = sorted({row.table for row in services().itertuples() if row.table})


def controls(**layers_of):
    return pd.DataFrame(layers_of.items(), columns=["control_id", "layers"], dtype="string")


def split(models, **layers_of):
    found = responsibility(controls(**layers_of), models)
    return dict(zip(found["control_id"], found["responsibility"], strict=True))


def basis(tables, refused=()):
    """What is found of each service model, in an estate where every other table was observed and is empty."""
    nothing = {name: TABLES[name].empty() for name in SHOWING if name not in tables}
    found = usage_of(inventory(nothing | tables, refused)).models
    return found.set_index("service_model")


def test_layers_say_who_answers_for_each_layer_under_each_model():
    found = layers()

    assert len(found) == 28 * 8
    assert not found.duplicated(["layer", "service_model"]).any()
    assert set(found["service_model"]) == set(SERVICE_MODELS)
    assert found["layer"].nunique() == 28
    assert found.groupby("layer")["title"].nunique().eq(1).all()
    assert set(found["party"]) == {"aws", "shared", "customer", "not_applicable"}
    assert found["source"].str.fullmatch(r"https://\S+").all()
    assert found["rationale"].str.fullmatch(r"[A-Z].*\.").all()


def test_the_articles_own_examples_hold():
    party = layers().set_index(["layer", "service_model"])["party"]

    assert party["guest_os", "ec2"] == "customer"
    assert party["guest_os", "containers_fargate"] == "aws"
    assert party["guest_os", "lambda"] == "aws"
    assert set(party["facilities"].drop("organisation")) == {"aws"}
    assert set(party["identity"]) == {"customer"}
    assert set(party["data_classification"]) == {"customer"}


def test_services_stand_once_in_order_and_each_model_has_a_reason_of_its_own():
    found = services()

    assert found["service"].nunique() >= 150
    assert found["service"].is_monotonic_increasing
    assert not found.duplicated("title").any()
    assert not found.duplicated("rationale").any()
    assert not found[found["table"].ne("")].duplicated(["service_model", "table", "where"]).any()


def test_services_name_what_exists():
    for row in services().itertuples():
        assert row.service_model in SERVICE_MODELS, row.title
        assert re.fullmatch(r"https://docs\.aws\.amazon\.com/\S+\.html", row.source), row.title
        assert re.fullmatch(r"[A-Z].*\.", row.rationale), row.title
        assert row.table or not row.where, row.title
        if row.where:
            TABLES[row.table].empty().query(row.where)  # a column that is not there would raise


def test_a_model_is_observed_where_a_resource_shows_it():
    found = basis({"ec2_instance": rows("ec2_instance", managed_by=["none", "none"], tags=["{}"] * 2)}).loc["ec2"]

    assert found["basis"] == "observed"
    assert found["in_use"]
    assert found["resources"] == 2
    assert found["services"] == "Amazon EC2 instances"


def test_a_model_that_no_resource_shows_is_not_in_use_if_every_service_of_it_was_looked_for(monkeypatch):
    looked_for = services()[services()["table"].ne("")]
    monkeypatch.setattr("toolkit.responsibility.services", lambda: looked_for)
    found = basis({}).loc["ec2"]

    assert (found["basis"], found["in_use"], found["resources"], found["not_looked_for"]) == ("none", False, 0, "")


def test_a_model_is_assumed_where_a_service_of_it_is_not_looked_for():
    """An estate without a function may run Glue jobs, which no table lists."""
    found = basis({}).loc["lambda"]

    assert (found["basis"], found["in_use"], found["resources"]) == ("assumed", True, 0)
    assert "AWS Glue" in found["not_looked_for"].split(", ")
    assert "AWS Lambda" not in found["not_looked_for"].split(", ")


def test_a_table_that_aws_refused_was_not_looked_for():
    refused = [("ec2_instance", REGION, "denied", "UnauthorizedOperation")]
    nothing = {"ec2_instance": TABLES["ec2_instance"].empty()}

    assert "Amazon EC2 instances" in basis(nothing, refused).loc["ec2", "not_looked_for"].split(", ")
    assert "Amazon EC2 instances" not in basis(nothing).loc["ec2", "not_looked_for"].split(", ")


def test_a_model_is_assumed_where_aws_refused_to_say():
    refused = [("ec2_instance", REGION, "denied", "UnauthorizedOperation")]

    found = basis({"ec2_instance": TABLES["ec2_instance"].empty()}, refused).loc["ec2"]

    assert (found["basis"], found["in_use"]) == ("assumed", True)


def test_a_region_that_was_refused_rules_no_model_out():
    refused = [
        ("ec2_instance", "us-east-1", "denied", "UnauthorizedOperation"),
        ("ec2_instance", REGION, "observed", ""),
    ]

    assert basis({"ec2_instance": TABLES["ec2_instance"].empty()}, refused).loc["ec2", "basis"] == "assumed"


def test_a_model_is_assumed_where_nobody_asked():
    found = usage_of(inventory({})).models.set_index("service_model")

    assert found.loc["lambda", "basis"] == "assumed"
    assert found["in_use"].all()


def test_identity_and_the_organisation_are_always_there():
    found = basis({})

    assert found.loc[["abstracted", "organisation"], "basis"].tolist() == ["always", "always"]


def test_the_engine_of_a_database_decides_its_model():
    databases = rows("rds_instance", engine=["postgres", "custom-oracle-ee"])

    found = basis({"rds_instance": databases})

    assert found.loc["managed_database", "services"] == "Amazon RDS and Aurora"
    assert found.loc["ec2", "services"] == "Amazon RDS Custom"
    assert found.loc[["managed_database", "ec2"], "resources"].tolist() == [1, 1]


def in_use(tables):
    """Titles of the ways of running services that an estate shows, by service model."""
    return basis(tables)["services"].to_dict()


def test_who_keeps_the_node_of_a_cluster_decides_its_model():
    cluster, group = '"kubernetes.io/cluster/web": "owned"', '"eks:nodegroup-name": "blue"'
    nodes = rows(
        "ec2_instance",
        managed_by=["none", "none", "eks.amazonaws.com"],
        tags=[f"{{{cluster}}}", f"{{{cluster}, {group}}}", f"{{{cluster}}}"],
    )

    found = basis({"ec2_instance": nodes})

    assert found.loc["containers_self_managed", ["services", "resources"]].tolist() == [
        "Amazon EKS on self-managed nodes",
        1,
    ]
    assert found.loc["ec2", "resources"] == 2  # the instance of Auto Mode is not the customer's to patch


def test_auto_mode_and_managed_instances_leave_no_system_to_the_customer():
    services = rows("ecs_service", launch_type=["EC2", "EC2"], managed_instances=[True, False])

    found = in_use({"eks_cluster": rows("eks_cluster", auto_mode=[True, False]), "ecs_service": services})

    assert found["containers_fargate"] == "Amazon ECS Managed Instances, Amazon EKS Auto Mode"
    assert found["containers_self_managed"] == "Amazon ECS on EC2"


def test_batch_has_the_model_of_its_compute_environments():
    environments = rows("batch_compute_environment", compute_type=["SPOT", "FARGATE"])

    found = in_use({"batch_compute_environment": environments})

    assert found["containers_self_managed"] == "AWS Batch on EC2 compute environments"
    assert found["containers_fargate"] == "AWS Batch on Fargate or ECS Managed Instances"


def test_a_desktop_or_a_notebook_is_a_system_that_the_customer_keeps():
    tables = {name: rows(name, name=["one"]) for name in ("workspaces_workspace", "sagemaker_notebook_instance")}

    assert in_use(tables)["ec2"] == "Amazon SageMaker AI notebook instances, Amazon WorkSpaces"


def test_a_service_that_is_off_is_not_in_use():
    off = {
        "guardduty_detector": rows("guardduty_detector", enabled=[False, True]),
        "securityhub_hub": rows("securityhub_hub", enabled=[False]),
        "config_recorder": rows("config_recorder", recording=[False]),
    }

    found = services_in_use(inventory(off)).groupby("service")["resources"].sum()

    assert found.to_dict() == {"guardduty": 1}


def test_a_service_in_use_says_where_and_which_resources_show_it():
    keys = rows("kms_key", enabled=[True] * 4).assign(region=["eu-central-1", "us-east-1", "us-east-1", "us-east-1"])

    found = services_in_use(inventory({"kms_key": keys, "iam_user": rows("iam_user", name=["root"])}))

    columns = ["service", "region", "resources", "resource_ids"]
    assert found.loc[found["service"].eq("kms"), columns].to_numpy().tolist() == [
        ["kms", "eu-central-1", 1, "kms_key-0"],
        ["kms", "us-east-1", 3, "kms_key-1 kms_key-2 kms_key-3"],
    ]


def test_what_is_global_lies_in_no_region():
    tables = {"kms_key": rows("kms_key", enabled=[True]), "s3_bucket": rows("s3_bucket", name=["one"])}
    used = usage_of(inventory(tables))

    assert used.service_ids == ["kms", "s3"]
    assert used.regions == sorted({REGION} - {"global"})


def test_a_control_is_of_one_party_only_if_all_of_its_layers_are():
    assert split(
        EC2,
        walls="facilities hardware_media",
        patches="guest_os",
        keys="identity data_classification",
        logs="audit_logging",
        both="facilities identity",
    ) == {"walls": "aws", "patches": "shared", "keys": "customer", "logs": "shared", "both": "shared"}


def test_one_model_that_leaves_work_to_the_customer_makes_a_control_shared():
    assert split(["containers_fargate"], patches="guest_os") == {"patches": "aws"}
    assert split(["containers_fargate", "ec2"], patches="guest_os") == {"patches": "shared"}
    assert split(["ec2"], patches="guest_os") == {"patches": "customer"}


def test_a_layer_that_no_model_has_stays_with_the_customer():
    assert split(["organisation"], walls="facilities") == {"walls": "customer"}


def test_moving_to_fargate_changes_who_patches_and_not_who_governs_identity():
    moved = {"patches": "guest_os", "hosts": "hypervisor guest_os", "accounts": "identity", "policy": "governance"}

    assert split(EC2, **moved) == {"patches": "shared", "hosts": "shared", "accounts": "customer", "policy": "customer"}
    assert split(FARGATE, **moved) == {"patches": "aws", "hosts": "aws", "accounts": "customer", "policy": "customer"}


def test_moving_to_fargate_hands_clock_synchronisation_of_iso_27001_to_aws():
    annex = read_framework("iso_27001_2022").controls
    before, after = responsibility(annex, EC2), responsibility(annex, FARGATE)
    changed = before["responsibility"].ne(after["responsibility"])

    assert before.loc[changed, "control_id"].tolist() == ["A.8.17"]
    assert (before.loc[changed, "responsibility"].item(), after.loc[changed, "responsibility"].item()) == (
        "shared",
        "aws",
    )


def test_the_split_keeps_the_order_of_the_controls():
    assert list(split(EC2, z="identity", a="facilities", m="guest_os")) == ["z", "a", "m"]


def test_an_unknown_model_says_what_is_close():
    with pytest.raises(UnknownName, match=r"'containers_fargat'\. Did you mean 'containers_fargate'"):
        responsibility(controls(a="identity"), ["containers_fargat"])


def test_a_launch_type_that_could_not_be_observed_rules_no_service_model_out():
    services = rows("ecs_service", name=["web"])  # all else is NA

    found = usage_of(inventory({"ecs_service": services})).models.set_index("service_model")["basis"]

    assert found[["containers_self_managed", "containers_fargate"]].tolist() == ["assumed", "assumed"]

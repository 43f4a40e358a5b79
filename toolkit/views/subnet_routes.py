"""What stands in subnets, and whether the routes of those lead to the internet."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.ec2_routing import ec2_route_table_routes


@view
def rds_instance_subnets(
    rds_instance: pd.DataFrame, ec2_subnet: pd.DataFrame, ec2_route_table: pd.DataFrame
) -> pd.DataFrame:
    """DB instances, each with whether a subnet of its group has a route to an internet gateway (`internet_route`)."""
    return rds_instance.assign(internet_route=_lead_to_internet(rds_instance, ec2_subnet, ec2_route_table))


@view
def dms_replication_instance_subnets(
    dms_replication_instance: pd.DataFrame, ec2_subnet: pd.DataFrame, ec2_route_table: pd.DataFrame
) -> pd.DataFrame:
    """Replication instances, each with whether one of its subnets has a route to an internet gateway."""
    found = _lead_to_internet(dms_replication_instance, ec2_subnet, ec2_route_table)
    return dms_replication_instance.assign(internet_route=found)


@view
def docdb_elastic_cluster_subnets(
    docdb_elastic_cluster: pd.DataFrame, ec2_subnet: pd.DataFrame, ec2_route_table: pd.DataFrame
) -> pd.DataFrame:
    """Elastic clusters, each with whether one of its subnets has a route to an internet gateway."""
    found = _lead_to_internet(docdb_elastic_cluster, ec2_subnet, ec2_route_table)
    return docdb_elastic_cluster.assign(internet_route=found)


@view
def mq_broker_subnets(mq_broker: pd.DataFrame, ec2_subnet: pd.DataFrame, ec2_route_table: pd.DataFrame) -> pd.DataFrame:
    """Brokers, each with whether one of its subnets has a route to an internet gateway."""
    return mq_broker.assign(internet_route=_lead_to_internet(mq_broker, ec2_subnet, ec2_route_table))


@view
def rds_proxy_subnets(rds_proxy: pd.DataFrame, ec2_subnet: pd.DataFrame, ec2_route_table: pd.DataFrame) -> pd.DataFrame:
    """Proxies, each with whether one of its subnets has a route to an internet gateway."""
    return rds_proxy.assign(internet_route=_lead_to_internet(rds_proxy, ec2_subnet, ec2_route_table))


def _lead_to_internet(frame: pd.DataFrame, ec2_subnet: pd.DataFrame, ec2_route_table: pd.DataFrame) -> pd.Series:
    """Tell whether one of the subnets in `subnet_ids` has a route to an internet gateway.

    A subnet that no route table names has the main one of its VPC. NA where a table or subnet that counts was not read,
    or belongs to another account, which shares it.
    """
    named: dict[tuple[str, ...], bool | None] = {}
    main: dict[tuple[str, ...], bool | None] = {}
    unread = set()
    for table in ec2_route_table_routes.build(ec2_route_table).itertuples():
        place = (table.account_id, table.region)
        leads = None if pd.isna(table.internet_routes) else table.internet_routes > 0
        if pd.isna(table.subnet_ids):
            unread.add(place)
        else:
            for subnet in table.subnet_ids.split():
                _note(named, (*place, subnet), leads)
        if not pd.isna(table.is_main) and table.is_main and not pd.isna(table.vpc_id):
            _note(main, (*place, table.vpc_id), leads)
    known = ec2_subnet.dropna(subset=["subnet_id", "vpc_id"])
    vpcs = {(s.account_id, s.region, s.subnet_id): s.vpc_id for s in known.itertuples()}

    def of_subnet(place: tuple[str, str], subnet: str) -> bool | None:
        own = (*place, subnet)
        if own in named or place in unread:
            return named.get(own)
        return main.get((*place, vpcs.get(own, "")))

    def of_row(place: tuple[str, str], subnets: object) -> bool | None:
        seen = [of_subnet(place, subnet) for subnet in subnets.split()] if isinstance(subnets, str) else []
        return True if True in seen else None if None in seen or not seen else False

    places = zip(frame["account_id"], frame["region"], strict=True)
    found = [of_row(place, subnets) for place, subnets in zip(places, frame["subnet_ids"], strict=True)]
    return pd.Series(pd.array(found, dtype="boolean"), frame.index)


def _note(answers: dict[tuple[str, ...], bool | None], key: tuple[str, ...], answer: bool | None) -> None:
    """Keep an answer; two that contradict each other are none."""
    answers[key] = answer if answers.get(key, answer) == answer else None

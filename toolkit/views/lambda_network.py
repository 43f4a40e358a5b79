"""Views of AWS Lambda: the Availability Zones in which functions meet their VPC."""

from __future__ import annotations

import pandas as pd

from toolkit.model import PLACE, view


@view
def lambda_function_placement(lambda_function: pd.DataFrame, ec2_subnet: pd.DataFrame) -> pd.DataFrame:
    """Functions, each with `vpc_zones`: how many Availability Zones its subnets lie in; 0 where it has no VPC.

    NA where a subnet belongs to another account, which shares it, or could not be observed.
    """
    named = lambda_function[PLACE].assign(subnet_id=lambda_function["subnet_ids"].str.split()).explode("subnet_id")
    named = named.assign(subnet_id=named["subnet_id"].astype("string"), row=named.index)
    zones = ec2_subnet.dropna(subset="subnet_id")[[*PLACE, "subnet_id", "availability_zone"]]
    found = named.merge(zones, on=[*PLACE, "subnet_id"], how="left", validate="many_to_one").groupby("row")
    count = found["availability_zone"].nunique().astype("Int64")
    unread = found["availability_zone"].agg(lambda seen: seen.isna().any()).astype(bool)
    count = count.mask(unread).reindex(lambda_function.index)
    none = lambda_function["subnet_ids"].eq("").fillna(False)
    return lambda_function.assign(vpc_zones=count.mask(none, 0))

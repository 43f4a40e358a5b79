"""The least-privilege IAM policy for the declared tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import botocore.session
from botocore import xform_name

from toolkit.collect.aggregator import ACTIONS as AGGREGATOR
from toolkit.collect.aggregator import GIVEN
from toolkit.model import Table

# IAM prefix of a service or of one table, where it is not the name under which requests to the service are signed
# (Service Authorization Reference).
PREFIXES = {"cloudwatch": "cloudwatch", "s3_directory_bucket": "s3express"}
# Amazon API Gateway has one action for each HTTP method.
METHODS = {"apigateway", "apigatewayv2"}
# IAM action where it is not the name of the operation (Service Authorization Reference, Amazon S3).
ACTIONS = {
    "s3:list_buckets": "ListAllMyBuckets",
    "s3:list_directory_buckets": "ListAllMyDirectoryBuckets",
    "s3:get_bucket_encryption": "GetEncryptionConfiguration",
    "s3:get_bucket_lifecycle_configuration": "GetLifecycleConfiguration",
    "s3:get_bucket_replication": "GetReplicationConfiguration",
    "s3:get_object_lock_configuration": "GetBucketObjectLockConfiguration",
    "s3:get_public_access_block": "GetBucketPublicAccessBlock",
    "s3control:get_public_access_block": "GetAccountPublicAccessBlock",
}
# What a run calls beside the tables: who am I, and which Regions are enabled.
RUN = {"account:ListRegions", "ec2:DescribeRegions", "iam:GenerateCredentialReport", "sts:GetCallerIdentity"}
# What `--organization` calls in the management account or that of a delegated administrator.
ORGANIZATION = {
    "organizations:DescribeOrganizationalUnit",
    "organizations:ListAccounts",
    "organizations:ListParents",
}


def policy(tables: Iterable[Table], organization: bool = False, aggregator: bool = False) -> dict[str, Any]:
    """Return the IAM policy that collecting some tables needs.

    Parameters
    ----------
    tables : iterable of Table
        What is to be collected.
    organization : bool
        Whether the accounts are to be had from AWS Organizations.
    aggregator : bool
        Whether an AWS Config aggregator gives the tables it can.

    Returns
    -------
    dict
        A policy document with one statement that allows each action on every resource, actions sorted.

    """
    session = botocore.session.get_session()
    actions = RUN | ORGANIZATION if organization else set(RUN)
    if aggregator:
        actions |= AGGREGATOR
        tables = [table for table in tables if table.name not in GIVEN]
    for table in tables:
        model = session.get_service_model(table.service)
        names = {xform_name(n): n for n in model.operation_names}
        prefix = PREFIXES.get(table.name) or PREFIXES.get(table.service, model.signing_name)
        for operation in table.operations:
            action = ACTIONS.get(f"{table.service}:{operation}", names[operation])
            actions.add(f"{prefix}:{'GET' if table.service in METHODS else action}")
    statement = {"Sid": "DemarcReadsConfiguration", "Effect": "Allow", "Action": sorted(actions), "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}

"""An endpoint with an AWS Config aggregator of two accounts and two Regions; tests change what it says."""

import json
import re

from tests.conftest import ACCOUNT, REGION
from tests.endpoint import assumed, identity, json_answer, refusal

OTHER = "222222222222"
AWAY = "us-east-1"
ALL = {"AllSupported": True, "IncludeGlobalResourceTypes": True}


def volume(account, region, name, **more):
    arn = f"arn:aws:ec2:{region}:{account}:volume/{name}"
    configuration = {"volumeId": name, "encrypted": True, "size": 8, "state": {"value": "in-use"}} | more
    about = {"accountId": account, "awsRegion": region, "resourceType": "AWS::EC2::Volume", "resourceId": name}
    return about | {"arn": arn, "configurationItemCaptureTime": "2026-01-02T03:04:05.000Z"} | {
        "configuration": configuration, "tags": [{"key": "Name", "value": name, "tag": f"Name={name}"}]
    }  # fmt: skip


def role(account, region, name):
    arn = f"arn:aws:iam::{account}:role/{name}"
    configuration = {"roleName": name, "arn": arn, "path": "/", "attachedManagedPolicies": [], "rolePolicyList": []}
    about = {"accountId": account, "awsRegion": region, "resourceType": "AWS::IAM::Role", "resourceId": f"AROA{name}"}
    return about | {"arn": arn, "configurationItemCaptureTime": "2026-01-02T03:04:05.000Z"} | {
        "configuration": configuration
    }  # fmt: skip


def bucket(account, region, name):
    about = {"accountId": account, "awsRegion": region, "resourceType": "AWS::S3::Bucket", "resourceId": name}
    return about | {"arn": f"arn:aws:s3:::{name}", "configuration": {"name": name}}


class Estate:
    """Two accounts and two Regions, all recorded, and an aggregator of them; tests change what it says."""

    def __init__(self):
        places = [(account, region) for account in (ACCOUNT, OTHER) for region in (REGION, AWAY)]
        self.sources = {place: {"LastUpdateStatus": "SUCCEEDED"} for place in places}
        self.recorders = {place: {"Name": "default", "Recording": True, "RecordingGroup": ALL} for place in places}
        self.items = []
        self.asked = []
        self.regions = [REGION, AWAY]
        self.refusals = {}

    def __call__(self, request):
        self.asked.append(request)
        if request.operation == "AssumeRole":
            return assumed(request.parameters["RoleArn"].split(":")[4])
        if request.service == "sts":
            return identity(OTHER if request.key_id == f"ASIA{OTHER}" else ACCOUNT)
        if request.service == "account":
            return json_answer({"Regions": [{"RegionName": n, "RegionOptStatus": "ENABLED"} for n in self.regions]})
        if request.service == "logs":
            return json_answer({"logGroups": []})
        if request.parameters.get("ConfigurationAggregatorName") != "all":
            return refusal(request, "NoSuchConfigurationAggregatorException", 400)
        if request.operation == "DescribeConfigurationAggregatorSourcesStatus":
            return refusal(request) if "sources" in self.refusals else json_answer(self._sources())
        return self._results(request)

    def _sources(self):
        listed = [
            {"SourceId": account, "SourceType": "ACCOUNT", "AwsRegion": region} | about
            for (account, region), about in self.sources.items()
        ]
        return {"AggregatedSourceStatusList": [{"SourceId": "Organization", "SourceType": "ORGANIZATION"}, *listed]}

    def _results(self, request):
        query, start = request.parameters["Expression"], int(request.parameters.get("NextToken", 0))
        kind = re.search("resourceType = '([^']+)'", query)[1]
        if (kind, start) in self.refusals:
            return refusal(request, *self.refusals[kind, start])
        found = [item for item in self.items if item["resourceType"] == kind]
        if kind == "AWS::Config::ConfigurationRecorder":
            found = [
                {"accountId": account, "awsRegion": region, "configuration": recorder}
                for (account, region), recorder in self.recorders.items()
            ]
        wanted = [r for name in ("accountId", "awsRegion") if (r := re.search(rf"{name} IN \(([^)]+)\)", query))]
        found = [
            i for i in found if all(i[w.re.pattern.split(" ")[0]] in w[1].replace("'", "").split(", ") for w in wanted)
        ]
        assert request.parameters["Limit"] == 100
        page = [item if isinstance(item, str) else json.dumps(item) for item in found[start : start + 100]]
        more = {"NextToken": str(start + 100)} if len(found) > start + 100 else {}
        return json_answer({"Results": page, "QueryInfo": {"SelectFields": []}} | more)

    def queries(self):
        return [r.parameters["Expression"] for r in self.asked if r.operation == "SelectAggregateResourceConfig"]

"""Accounts of an organization and their Regions: found, named where they cannot be asked, and said in the inventory."""

import json
from collections import Counter

import pytest

from tests.conftest import ACCOUNT, REGION
from tests.endpoint import ROLE_KEY, assumed, endpoint, identity, json_answer, refusal
from toolkit.assessment import make_assessment
from toolkit.collect.run import collect
from toolkit.errors import ParameterError
from toolkit.gaps import open_audit
from toolkit.gaps.unobserved import unobserved
from toolkit.inventory import read_inventory
from toolkit.show.observed import not_observed, scope

MEMBER, CLOSED, CLOSED_TO_US = "222222222222", "333333333333", "444444444444"
STATES = {ACCOUNT: "ACTIVE", MEMBER: "ACTIVE", CLOSED: "SUSPENDED", CLOSED_TO_US: "ACTIVE"}
REGIONS = {"eu-central-1": "ENABLED_BY_DEFAULT", "me-south-1": "ENABLED", "af-south-1": "DISABLED"}


class Organization:
    """Answers for a root with one unit in another; every call is counted, and what is in `refused` is not answered."""

    def __init__(self, *refused):
        self.refused, self.asked, self.arguments = refused, Counter(), []

    def __call__(self, request):
        name = request.operation or request.service
        self.asked[name] += 1
        self.arguments.append((name, request.parameters))
        if name in self.refused:
            return refusal(request)
        match name:
            case "GetCallerIdentity":
                return identity(request.key_id.removeprefix(ROLE_KEY) if ROLE_KEY in request.key_id else ACCOUNT)
            case "AssumeRole":
                account_id = request.parameters["RoleArn"].split(":")[4]
                return refusal(request) if account_id == CLOSED_TO_US else assumed(account_id)
            case "ListAccounts":
                return json_answer({"Accounts": [{"Id": i, "Name": i[:3], "Status": s} for i, s in STATES.items()]})
            case "ListParents":
                top = request.parameters["ChildId"] == "ou-1"
                parent = ("r-1", "ROOT") if top else ("ou-1", "ORGANIZATIONAL_UNIT")
                return json_answer({"Parents": [dict(zip(("Id", "Type"), parent, strict=True))]})
            case "DescribeOrganizationalUnit":
                return json_answer({"OrganizationalUnit": {"Name": "Payments"}})
            case "account":
                return json_answer({"Regions": [{"RegionName": r, "RegionOptStatus": s} for r, s in REGIONS.items()]})
            case "DescribeRegions":
                items = [
                    f"<item><regionName>{r}</regionName><optInStatus>{'not-' if s == 'DISABLED' else ''}opted-in"
                    "</optInStatus></item>"
                    for r, s in REGIONS.items()
                ]
                body = f"<DescribeRegionsResponse><regionInfo>{''.join(items)}</regionInfo></DescribeRegionsResponse>"
                return 200, {"Content-Type": "text/xml"}, body.encode()
        return json_answer({"logGroups": []})


@pytest.fixture
def at(monkeypatch, tmp_path):
    """`at(organization, …)` collects the log groups; the inventory."""

    def run(answers, **kwargs):
        with endpoint(answers, regions=True) as url:
            monkeypatch.setenv("AWS_ENDPOINT_URL", url)
            collect(tmp_path / "inventory", table_names=["logs_group"], **kwargs)
        return read_inventory(tmp_path / "inventory")

    return run


def test_every_account_of_the_organization_is_asked_or_says_why_not(at):
    organization = Organization()
    inventory = at(organization, organization=True, role_name="audit", external_id="e-1", region_names=[REGION])

    coverage = inventory.coverage.set_index("account_id")
    assert coverage["status"].to_dict() == {
        ACCOUNT: "observed",
        MEMBER: "observed",
        CLOSED: "not_enabled",
        CLOSED_TO_US: "denied",
    }
    assert coverage.at[CLOSED, "error"] == "AWS Organizations says that the account is suspended."
    assert "AssumeRole" in coverage.at[CLOSED_TO_US, "error"]
    assert inventory.manifest["organization"][MEMBER] == {"name": "222", "state": "ACTIVE", "path": "Root/Payments"}
    roles = [parameters for name, parameters in organization.arguments if name == "AssumeRole"]
    assert sorted(p["RoleArn"].split(":")[4] for p in roles) == [MEMBER, CLOSED_TO_US]
    assert {p["ExternalId"] for p in roles} == {"e-1"}
    entered = inventory.ledger.loc[inventory.ledger["operation"].eq("AssumeRole"), "arguments"]
    assert {json.loads(arguments)["ExternalId"] for arguments in entered} == {"[withheld]"}
    assert inventory.ledger["call_id"].is_unique


def test_the_path_of_an_account_names_its_units_and_each_unit_is_asked_for_once(at):
    organization = Organization()
    inventory = at(organization, organization=True, role_name="audit", region_names=[REGION])

    assert {about["path"] for about in inventory.manifest["organization"].values()} == {"Root/Payments"}
    assert (organization.asked["ListParents"], organization.asked["DescribeOrganizationalUnit"]) == (5, 1)


def test_an_organization_that_may_not_be_listed_asks_for_accounts_by_name(at, tmp_path):
    with pytest.raises(ParameterError, match=r"accounts of the organization could not be listed .*--account"):
        at(Organization("ListAccounts"), organization=True, role_name="audit", region_names=[REGION])

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("refused", [(), ("account",)])
def test_enabled_regions_are_asked_and_those_that_are_off_are_named_and_count_for_no_table(at, refused):
    inventory = at(Organization(*refused))

    assert inventory.coverage[["region", "table", "status"]].to_numpy().tolist() == [
        ["eu-central-1", "logs_group", "observed"],
        ["me-south-1", "logs_group", "observed"],
    ]
    assert inventory.off[["account_id", "region", "table", "status"]].to_numpy().tolist() == [
        [ACCOUNT, "af-south-1", "*", "not_enabled"]
    ]
    assert scope(open_audit("soc2_2017", inventory)).block["note"] == (
        "Off: what an earlier time left there cannot be reached: af-south-1."
    )
    assert inventory.regions == ["eu-central-1", "me-south-1"]
    assert inventory.select(regions=["me-south-1"]).coverage["region"].tolist() == ["me-south-1"]


def test_regions_that_are_on_and_were_not_asked_are_named(at):
    inventory = at(Organization(), region_names=["me-south-1"])

    assert inventory.regions == ["me-south-1"]
    assert inventory.off[["region", "status"]].to_numpy().tolist() == [
        ["af-south-1", "not_enabled"],
        ["eu-central-1", "not_asked"],
    ]
    found = unobserved(make_assessment(inventory))
    assert found.loc[found["outcome"].eq("not_asked"), ["account_id", "table", "regions"]].to_numpy().tolist() == [
        [ACCOUNT, "*", "eu-central-1"]
    ]
    audit = open_audit("soc2_2017", inventory)
    assert "On, and not asked: eu-central-1." in scope(audit).block["note"]
    assert "Regions that are on were not asked" in not_observed(audit).block["title"]


def test_an_account_whose_regions_are_not_to_be_had_is_denied_and_the_others_are_observed(at):
    class Closed(Organization):
        def __call__(self, request):
            closed = request.key_id == ROLE_KEY + MEMBER and request.service in ("account", "ec2")
            return refusal(request) if closed else super().__call__(request)

    inventory = at(Closed(), account_ids=[ACCOUNT, MEMBER], role_name="audit")

    status = inventory.coverage.groupby("account_id")["status"].unique().map(list).to_dict()
    assert status == {ACCOUNT: ["observed"], MEMBER: ["denied"]}
    refused = inventory.coverage.loc[inventory.coverage["account_id"].eq(MEMBER), "error"].item()
    assert refused.startswith("The enabled Regions of account 222222222222 could not be listed")

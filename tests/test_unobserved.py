"""What an audit could not see: named in the report, traced in the observations, and never read as all observed."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from tests.engagements import ENGAGEMENT
from tests.inventories import ACCOUNT, REGION, assessed, inventory, rows
from toolkit.assess import assess
from toolkit.collect.ledger import COLUMNS
from toolkit.frameworks import read_framework
from toolkit.gaps import Audit
from toolkit.gaps.unobserved import CONTRADICTED, unobserved
from toolkit.inventory import UNREADABLE, held
from toolkit.inventory.settling import DIFFER
from toolkit.register import Register
from toolkit.show.observed import coverage_note, dates_note, not_observed
from toolkit.show.sections import cover, key_figures, seal
from toolkit.tables import TABLES


def call(number, table, operation, outcome, region=REGION, code=""):
    about = {"account_id": ACCOUNT, "region": region, "table": table, "service": "s3", "operation": operation}
    return about | {"call_id": f"call-{number}", "outcome": outcome, "error_code": code}


def audit(estate, **register):
    return Audit(read_framework("soc2_2017"), assessed(estate), Register(**register), date(2026, 11, 24))


def with_ledger(estate, *calls):
    return replace(estate, calls=held(pd.DataFrame(calls).reindex(columns=list(COLUMNS))))


BUCKETS = with_ledger(
    inventory({"s3_bucket": rows("s3_bucket", name=["a", "b"])}),
    call(1, "s3_bucket", "ListBuckets", "ok", "global"),
    call(2, "s3_bucket", "GetBucketPolicy", "denied", "global", "AccessDenied"),
    call(3, "s3_bucket", "GetBucketEncryption", "absent", "global"),
)


def test_a_refused_detail_and_an_uncollected_table_are_listed():
    found = unobserved(assessed(BUCKETS)).set_index("outcome")

    assert found.loc["denied detail", ["table", "error"]].tolist() == ["s3_bucket", "s3:GetBucketPolicy AccessDenied"]
    uncollected = found.loc[["not collected"]]
    assert {"iam_user", "kms_key"} <= set(uncollected["table"])
    assert "s3_bucket" not in set(uncollected["table"])


@pytest.mark.parametrize("outcome", ["denied", "failed", "not_enabled"])
def test_whatever_became_of_a_detail_that_was_not_answered_it_is_listed(outcome):
    lost = call(1, "s3_bucket", "GetBucketPolicy", outcome, "global", "Code")
    found = unobserved(assessed(with_ledger(inventory({"s3_bucket": rows("s3_bucket", name=["a"])}), lost)))

    assert f"{outcome} detail" in set(found["outcome"])


def test_a_table_that_cannot_be_read_any_more_failed_over_the_data():
    error = "it has no column 'enabled', which the toolkit declares. Collect it again."
    estate = inventory({"kms_key": rows("kms_key")}, [("kms_key", REGION, "failed", f"{UNREADABLE}{error}")])

    assert audit(estate).failed == [f"table kms_key: {error}"]


def test_what_aws_lists_apart_is_named():
    found = unobserved(assessed(BUCKETS))

    left_out = found.loc[found["outcome"].eq("not listed"), ["account_id", "table", "error"]]
    assert left_out.to_numpy().tolist() == [["*", "s3_bucket", TABLES["s3_bucket"].leaves_out]]
    assert "Directory buckets" in TABLES["s3_bucket"].leaves_out


def test_the_report_does_not_call_that_all_observed():
    assert coverage_note(audit(BUCKETS)).block["title"] == "Not everything could be observed"
    title = not_observed(audit(BUCKETS)).block["title"]
    assert title.startswith("0 of 1 collections not observed, 1 of 3 calls inside observed tables failed, ")


def test_what_stands_for_a_whole_population_names_the_call():
    none = inventory({"iam_access_key": TABLES["iam_access_key"].empty()})
    seen = assess(with_ledger(none, call(7, "iam_access_key", "ListUsers", "ok", "global")))

    mine = seen[seen["check_id"].eq("iam_access_key_rotated")]
    assert mine[["resource_id", "result", "call_id"]].to_numpy().tolist() == [["*", "pass", "call-7"]]


def test_a_limit_that_the_engagement_sets_stands_beside_the_usual_one():
    made = {"caller_arn": "a", "tool": "aws-demarc", "versions": {}}
    estate = inventory({})
    estate = replace(estate, manifest=estate.manifest | made)

    shown = seal(audit(estate, parameters={"iam_access_key_rotated": {"max_days": 400}})).block["rows"]

    assert ["Limit set by the engagement: iam_access_key_rotated", "max_days = 400 (default 90)"] in shown


@pytest.mark.parametrize(
    ("day", "period", "tone"),
    [
        (date(2026, 11, 24), {}, "neutral"),
        (date(2027, 3, 1), {}, "inherited_stale"),
        (date(2026, 8, 1), {}, "inherited_stale"),
        (date(2026, 11, 24), {"period_end": date(2026, 10, 31)}, "inherited_stale"),
    ],
    ids=["together", "much later", "much earlier", "after the period"],
)
def test_dates_that_do_not_belong_together_are_said(day, period, tone):
    engagement = ENGAGEMENT.model_copy(update=period)

    shown = dates_note(replace(audit(inventory({}), engagement=engagement), as_of=day))

    assert shown.block["tone"] == tone


def test_refused_details_are_counted_beside_the_collections_wherever_these_are():
    more = with_ledger(
        inventory({"s3_bucket": rows("s3_bucket", name=["a", "b"]), "iam_user": rows("iam_user", name=["c"])}),
        call(1, "s3_bucket", "ListBuckets", "ok", "global"),
        *(call(n, "s3_bucket", "GetBucketPolicy", "denied", "global", "AccessDenied") for n in (2, 3)),
        call(4, "s3_bucket", "GetBucketAcl", "failed", "global", "Throttling"),
        call(5, "s3_bucket", "GetBucketTagging", "absent", "global"),
        call(6, "iam_user", "GetUser", "gone", "global"),
        call(7, "kms_key", "ListKeys", "denied"),  # of no table that was observed
    )
    more = replace(more, manifest=more.manifest | {"caller_arn": "a"})
    words = "3 of 6 calls inside observed tables failed"

    assert dict(cover(audit(more)))["Coverage"] == f"2 of 2 collections observed; {words}"
    assert words in str(key_figures(audit(more)).block)
    assert words in str(coverage_note(audit(more)).block)
    assert words in not_observed(audit(more)).block["title"]
    found = unobserved(assessed(more))
    assert found.loc[found["outcome"].eq("denied detail"), "error"].tolist() == [
        "s3:GetBucketPolicy AccessDenied, 2 calls"
    ]


def test_what_was_listed_twice_and_differently_is_among_what_was_not_seen():
    estate = inventory({"s3_bucket": rows("s3_bucket", name=["a"])})
    coverage = estate.coverage.assign(error=f"1 resource was {DIFFER}")
    found = unobserved(assessed(replace(estate, coverage=coverage)))

    assert found.loc[found["outcome"].eq(CONTRADICTED), ["table", "error"]].to_numpy().tolist() == [
        ["s3_bucket", f"1 resource was {DIFFER}"]
    ]

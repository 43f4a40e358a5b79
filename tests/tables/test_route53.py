import pytest

ZONE = {"Id": "/hostedzone/Z1", "Name": "example.com.", "CallerReference": "1"}


@pytest.fixture
def zones(aws):
    """Two public zones, the first with query logging; the client and their ids."""
    route53 = aws("route53", "us-east-1")
    ids = [
        route53.create_hosted_zone(Name=name, CallerReference=name)["HostedZone"]["Id"]
        for name in ("good.com", "bad.com")
    ]
    aws("logs", "us-east-1").create_log_group(logGroupName="/aws/route53/good.com")
    route53.create_query_logging_config(
        HostedZoneId=ids[0].rpartition("/")[2],
        CloudWatchLogsLogGroupArn="arn:aws:logs:us-east-1:123456789012:log-group:/aws/route53/good.com:*",
    )
    return route53, ids


def test_zones_of_the_estate(zones, collected):
    _, ids = zones
    frame = collected("route53_hosted_zone").set_index("resource_id").loc[ids]
    assert frame["name"].tolist() == ["good.com.", "bad.com."]
    assert frame["query_logging"].tolist() == [True, False]
    assert frame["private"].tolist() == [False, False]


def test_query_logging_is_asked_for_once_and_may_be_refused(answered):
    frame = answered(
        "route53_hosted_zone",
        (
            "list_hosted_zones",
            {
                "HostedZones": [ZONE, ZONE | {"Id": "/hostedzone/Z2"}],
                "Marker": "",
                "IsTruncated": False,
                "MaxItems": "9",
            },
        ),
        ("list_query_logging_configs", "AccessDenied"),
    )
    assert frame["query_logging"].isna().tolist() == [True, True]


def test_record_sets_without_what_text_records_say(zones, collected):
    route53, ids = zones
    records = [("www.good.com", "A", "192.0.2.1"), ("c.good.com", "CNAME", "x.test"), ("t.good.com", "TXT", '"canary"')]
    alias = {"HostedZoneId": "Z2FDTNDATAQYW2", "DNSName": "d1.cloudfront.net.", "EvaluateTargetHealth": False}
    sets = [{"Name": n, "Type": t, "TTL": 60, "ResourceRecords": [{"Value": v}]} for n, t, v in records]
    sets += [{"Name": "a.good.com", "Type": "A", "AliasTarget": alias}]
    route53.change_resource_record_sets(
        HostedZoneId=ids[0],
        ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": record} for record in sets]},
    )
    frame = collected("route53_record_set")
    assert frame["resource_id"].is_unique
    frame = frame.set_index("name").loc[["www.good.com.", "c.good.com.", "t.good.com.", "a.good.com."]]
    assert frame["zone_id"].eq(ids[0]).all()
    assert frame["targets"].tolist() == ["192.0.2.1", "x.test", "", ""]
    assert frame["alias_target"].tolist() == ["none", "none", "none", "d1.cloudfront.net."]
    assert frame["ttl_seconds"].tolist() == [60, 60, 60, 0]


def test_zones_that_route_53_counts(aws, collected):
    aws("route53").create_hosted_zone(Name="example.org", CallerReference="1")
    frame = collected("route53_account")
    assert frame["resource_id"].tolist() == ["123456789012/route53"]
    assert frame["hosted_zones"].tolist() == [1]

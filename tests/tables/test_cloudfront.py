import pytest

BUCKET = {"Id": "b", "DomainName": "files.s3.eu-central-1.amazonaws.com"}
SITE = {
    "Id": "w",
    "DomainName": "site.s3-website.eu-central-1.amazonaws.com",
    "CustomOriginConfig": {
        "HTTPPort": 80,
        "HTTPSPort": 443,
        "OriginProtocolPolicy": "http-only",
        "OriginSslProtocols": {"Quantity": 1, "Items": ["SSLv3"]},
    },
}
NONE = {"Quantity": 0}


def behavior(policy, **more):
    return {"TargetOriginId": "b", "ViewerProtocolPolicy": policy} | more


def distribution(origins, default, others=(), **more):
    """A distribution as the list shows it."""
    return {
        "Id": "E1",
        "ARN": "arn:aws:cloudfront::123456789012:distribution/E1",
        "Status": "Deployed",
        "LastModifiedTime": "2030-01-01",
        "DomainName": "d1.cloudfront.net",
        "Aliases": NONE,
        "Origins": {"Quantity": len(origins), "Items": origins},
        "DefaultCacheBehavior": default,
        "CacheBehaviors": {"Quantity": len(others)} | ({"Items": list(others)} if others else {}),
        "CustomErrorResponses": NONE,
        "Comment": "",
        "PriceClass": "PriceClass_All",
        "Enabled": True,
        "ViewerCertificate": {"CloudFrontDefaultCertificate": True, "MinimumProtocolVersion": "TLSv1"},
        "Restrictions": {"GeoRestriction": {"RestrictionType": "none", "Quantity": 0}},
        "WebACLId": "",
        "HttpVersion": "http2",
        "IsIPV6Enabled": True,
        "Staging": False,
    } | more


@pytest.fixture
def row(answered):
    """`row(distribution, settings)`: its row, as a dict, if `get_distribution` tells these settings or refuses."""

    def collect(listed, settings):
        page = {"Marker": "", "MaxItems": 100, "IsTruncated": False, "Quantity": 1, "Items": [listed]}
        if isinstance(settings, dict):
            config = {"CallerReference": "", "Origins": listed["Origins"], "Comment": "", "Enabled": True}
            config |= {"DefaultCacheBehavior": listed["DefaultCacheBehavior"]} | settings
            detail = {name: listed[name] for name in ("Id", "ARN", "Status", "LastModifiedTime", "DomainName")}
            settings = {"Distribution": detail | {"InProgressInvalidationBatches": 0, "DistributionConfig": config}}
        answers = ("list_distributions", {"DistributionList": page}), ("get_distribution", settings)
        return answered("cloudfront_distribution", *answers).iloc[0]

    return collect


def test_a_guarded_distribution(row):
    guarded = BUCKET | {"S3OriginConfig": {"OriginAccessIdentity": ""}, "OriginAccessControlId": "oac"}
    listed = distribution(
        [guarded, guarded | {"Id": "c"}],
        behavior("https-only", RealtimeLogConfigArn="arn:r"),
        [behavior("redirect-to-https", PathPattern="/a", RealtimeLogConfigArn="arn:r")],
        WebACLId="arn:w",
        OriginGroups={"Quantity": 1},
    )
    settings = {"DefaultRootObject": "index.html", "Logging": {"Enabled": True, "Bucket": "log.s3.amazonaws.com"}}
    got = row(listed, settings)
    assert got["region"] == "global"
    assert not got["allows_http"]
    assert (got["s3_origins"], got["s3_origins_without_control"], got["s3_origins_with_identity"]) == (2, 0, 0)
    assert (got["http_only_origins"], got["match_viewer_origins"], got["sslv3_origins"]) == (0, 0, 0)
    assert got["origin_failover"]
    assert got["realtime_logs"]
    assert got["web_acl_id"] == "arn:w"
    assert got["log_bucket"] == "log.s3.amazonaws.com"
    assert got["default_root_object"] == "index.html"


def test_an_open_distribution(row):
    listed = distribution(
        [BUCKET | {"S3OriginConfig": {"OriginAccessIdentity": ""}}, SITE],
        behavior("https-only"),
        [behavior("allow-all", PathPattern="/a", RealtimeLogConfigArn="arn:r")],
    )
    got = row(listed, {"DefaultRootObject": "", "Logging": {"Enabled": False, "Bucket": ""}})
    assert got["allows_http"]
    assert (got["s3_origins"], got["s3_origins_without_control"]) == (1, 1)
    assert (got["http_only_origins"], got["sslv3_origins"]) == (1, 1)
    assert got["s3_origin_domains"] == f"{BUCKET['DomainName']} {SITE['DomainName']}"
    assert not got["origin_failover"]
    assert not got["realtime_logs"]
    assert (got["web_acl_id"], got["log_bucket"], got["default_root_object"]) == ("none", "none", "none")
    assert got["default_certificate"]


def test_an_origin_access_identity_is_the_older_control(row):
    older = BUCKET | {"S3OriginConfig": {"OriginAccessIdentity": "origin-access-identity/cloudfront/E"}}
    got = row(distribution([older], behavior("https-only")), {})
    assert (got["s3_origins_without_control"], got["s3_origins_with_identity"]) == (0, 1)
    assert got["log_bucket"] == "none"


def test_refused_settings_are_unknown(row):
    got = row(distribution([SITE], behavior("https-only")), "AccessDenied")
    assert got[["log_bucket", "default_root_object"]].isna().all()
    assert not got["allows_http"]


def test_distributions_of_the_estate(aws, collected):
    made = aws("cloudfront").create_distribution(
        DistributionConfig={
            "CallerReference": "1",
            "Origins": {"Quantity": 1, "Items": [SITE]},
            "DefaultCacheBehavior": behavior("allow-all") | {"TargetOriginId": "w"},
            "Comment": "",
            "Enabled": True,
            "DefaultRootObject": "index.html",
        }
    )["Distribution"]
    frame = collected("cloudfront_distribution")
    assert frame["resource_id"].tolist() == [made["ARN"]]
    assert frame["allows_http"].tolist() == [True]
    assert frame["http_only_origins"].tolist() == [1]
    assert frame["default_root_object"].tolist() == ["index.html"]

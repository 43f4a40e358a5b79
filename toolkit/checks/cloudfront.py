"""Checks of Amazon CloudFront."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "cloudfront_distribution",
    domain="application",
    severity="medium",
    family="encryption_in_transit",
    where="enabled",
)
def cloudfront_distribution_https_only(allows_http):
    """Each cache behavior of the distribution redirects plain HTTP to HTTPS or refuses it.

    Why: What a viewer sends or gets over plain HTTP, session cookies too, can be read and changed on its way.
    Remedy: Set the viewer protocol policy of each cache behavior to Redirect HTTP to HTTPS or HTTPS only.
    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html

    | enabled | allows_http | verdict |
    |---------|-------------|---------|
    | True    | False       | pass    |
    | True    | True        | fail    |
    | False   | True        | -       |
    """
    return ~allows_http


@check(
    "cloudfront_distribution",
    domain="application",
    severity="medium",
    family="encryption_in_transit",
    where="enabled",
)
def cloudfront_distribution_tls_current(minimum_tls, default_certificate):
    """The distribution accepts connections of viewers with TLS 1.2 or later only.

    With CloudFront's default certificate the security policy is TLSv1, whatever is set.

    Why: TLS 1.0 and 1.1 have known weaknesses, and an attacker can make a viewer fall back to them.
    Remedy: Use a certificate for the distribution's own domain name and a security policy of TLS 1.2 or later.
    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html

    | enabled | minimum_tls  | default_certificate | verdict |
    |---------|--------------|---------------------|---------|
    | True    | TLSv1.2_2018 | False               | pass    |
    | True    | TLSv1.2_2021 | False               | pass    |
    | True    | TLSv1.3_2025 | False               | pass    |
    | True    | tlsv1.2_2025 | False               | pass    |
    | True    | TLSv1.2_2021 | True                | fail    |
    | True    | TLSv1.1_2016 | False               | fail    |
    | True    | TLSv1_2016   | False               | fail    |
    | True    | SSLv3        | False               | fail    |
    | True    | TLSv1.9_2099 | False               | unknown |
    | True    | ?            | False               | unknown |
    | False   | SSLv3        | False               | -       |
    """
    good = ("tlsv1.2_2018", "tlsv1.2_2019", "tlsv1.2_2021", "tlsv1.2_2025", "tlsv1.3_2025")
    return among(minimum_tls, good, ("sslv3", "tlsv1", "tlsv1_2016", "tlsv1.1_2016")) & ~default_certificate


@check(
    "cloudfront_distribution",
    domain="application",
    severity="medium",
    family="encryption_in_transit",
    where="enabled",
)
def cloudfront_distribution_origins_encrypted(http_only_origins, match_viewer_origins, allows_http):
    """CloudFront asks no custom origin of the distribution over plain HTTP.

    An origin that is asked as the viewer asked gets plain HTTP only if some cache behavior takes it from viewers.

    Why: Viewers see HTTPS while what they send crosses the internet in clear between CloudFront and the origin.
    Remedy: Set the protocol of each custom origin to HTTPS only; replace S3 websites by the buckets themselves.
    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html

    | enabled | http_only_origins | match_viewer_origins | allows_http | verdict |
    |---------|-------------------|----------------------|-------------|---------|
    | True    | 0                 | 0                    | True        | pass    |
    | True    | 0                 | 1                    | False       | pass    |
    | True    | 0                 | 1                    | True        | fail    |
    | True    | 1                 | 0                    | False       | fail    |
    | True    | ?                 | 0                    | False       | unknown |
    | False   | 1                 | 0                    | False       | -       |
    """
    return http_only_origins.eq(0) & (match_viewer_origins.eq(0) | ~allows_http)


@check(
    "cloudfront_distribution",
    domain="application",
    severity="medium",
    family="encryption_in_transit",
    where="enabled",
)
def cloudfront_distribution_origin_ssl3_refused(sslv3_origins):
    """CloudFront asks no custom origin of the distribution over SSL 3.0.

    Why: SSL 3.0 is broken: whoever sits between CloudFront and the origin can decrypt parts of the traffic.
    Remedy: Take SSLv3 off the origin SSL protocols of each custom origin and leave TLSv1.2.
    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html

    | enabled | sslv3_origins | verdict |
    |---------|---------------|---------|
    | True    | 0             | pass    |
    | True    | 1             | fail    |
    | True    | ?             | unknown |
    | False   | 1             | -       |
    """
    return sslv3_origins.eq(0)


@check(
    "cloudfront_distribution",
    domain="application",
    severity="medium",
    family="authentication",
    where="enabled and s3_origin_domains != ''",
)
def cloudfront_distribution_s3_origins_authenticated(s3_origins_without_control, s3_origin_domains):
    """CloudFront signs what it asks of each S3 origin: with an origin access control, or an identity.

    An S3 website takes no signed requests, so that its bucket has to be open to everyone.

    Why: A bucket that answers unsigned requests can be read past CloudFront, its web ACL, its log and its signed URLs.
    Remedy: Create an origin access control, choose it for each S3 origin, and limit the bucket policy to it.
    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html

    | enabled | s3_origin_domains                             | s3_origins_without_control | verdict |
    |---------|-----------------------------------------------|----------------------------|---------|
    | True    | a.s3.amazonaws.com                            | 0                          | pass    |
    | True    | a.s3.amazonaws.com                            | 1                          | fail    |
    | True    | a.s3-website-us-east-1.amazonaws.com          | 0                          | fail    |
    | True    | a.s3.amazonaws.com                            | ?                          | unknown |
    | True    |                                               | 0                          | -       |
    | False   | a.s3.amazonaws.com                            | 1                          | -       |
    """
    return s3_origins_without_control.eq(0) & ~s3_origin_domains.str.contains(".s3-website", case=False, regex=False)


@check("cloudfront_distribution", domain="resilience", severity="low", family="high_availability", where="enabled")
def cloudfront_distribution_origin_failover(origin_failover):
    """The distribution has an origin group, whose second origin answers when the first fails.

    Why: With a single origin, its failure takes down everything that is not in the cache.
    Remedy: Add a second origin, create an origin group of both, and choose it in the cache behaviors.
    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html

    | enabled | origin_failover | verdict |
    |---------|-----------------|---------|
    | True    | True            | pass    |
    | True    | False           | fail    |
    | False   | False           | -       |
    """
    return origin_failover

"""Checks of AWS Lambda: addresses, signatures, networks and what becomes of failures."""

from toolkit.model import check
from toolkit.readings import among


@check("lambda_function_url", domain="application", severity="high", family="authentication", empty="pass")
def lambda_function_url_authenticated(auth_type):
    """The address of the function or of its alias answers only to requests that IAM has authenticated.

    Why: Without IAM, anyone whom the resource policy does not keep out runs the code by a request from the internet.
    Remedy: Set the authentication type of the function URL to `AWS_IAM`, and name in the policy who may call it.
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html

    | auth_type | verdict |
    |-----------|---------|
    | AWS_IAM   | pass    |
    | aws_iam   | pass    |
    | NONE      | fail    |
    | JWT       | unknown |
    """
    return among(auth_type, ["aws_iam"], ["none"])


@check("lambda_function_url", domain="application", severity="low", family="request_validation", empty="pass")
def lambda_function_url_origins_restricted(cors_origins):
    """The address of the function or of its alias does not let pages of every origin call it from a browser.

    Why: Any page that a signed-in person opens could then call the function with what the browser has.
    Remedy: Name the origins of your own pages in the CORS settings of the function URL.
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html

    | cors_origins                         | verdict |
    |--------------------------------------|---------|
    | https://www.example.com              | pass    |
    | https://*.example.com                | pass    |
    | *                                    | fail    |
    | https://*                            | fail    |
    | http://* https://www.example.com     | fail    |
    | ?                                    | unknown |
    """
    return ~cors_origins.str.lower().str.contains(r"(?:^|\s)(?:https?://)?\*(?:\s|$)")


@check("lambda_function", domain="resilience", severity="low", family="failure_handling")
def lambda_function_dead_letters_kept(dead_letter_arn):
    """The function sends events that it could not process to a dead-letter queue or topic.

    Why: After two more attempts Lambda drops an event of an asynchronous call, and nobody sees what was lost.
    Remedy: Name an SQS queue or SNS topic in the function's asynchronous invocation settings (`DeadLetterConfig`).
    Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html

    | dead_letter_arn                              | verdict |
    |----------------------------------------------|---------|
    | arn:aws:sqs:eu-central-1:111122223333:failed | pass    |
    | none                                         | fail    |
    | ?                                            | unknown |
    """
    return dead_letter_arn != "none"


@check(
    "lambda_function_version",
    domain="application",
    severity="low",
    family="code_integrity",
    where="in_use and package_type.str.lower() != 'image'",
)
def lambda_function_code_signed(signing_profile_arn):
    """The code of the function, or of a version in use, was signed with a signing profile.

    Why: Code without a signature may come from anyone who can upload it, past review and pipeline.
    Remedy: Sign the package with AWS Signer, and attach a code signing configuration that enforces it to the function.
    Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html

    | in_use | package_type | signing_profile_arn                                            | verdict |
    |--------|--------------|----------------------------------------------------------------|---------|
    | True   | Zip          | arn:aws:signer:eu-central-1:111122223333:/signing-profiles/p/1 | pass    |
    | True   | Zip          | none                                                           | fail    |
    | True   | Zip          | ?                                                              | unknown |
    | False  | Zip          | none                                                           | -       |
    | True   | Image        | none                                                           | -       |
    """
    return signing_profile_arn != "none"


@check("lambda_function_version", domain="application", severity="low", family="monitoring", where="in_use")
def lambda_function_tracing_active(tracing):
    """The function, or a version in use, records its requests with X-Ray.

    Why: Without traces nobody sees which call of a chain of services failed or was slow.
    Remedy: Enable active tracing in the monitoring settings of the function, and publish a version.
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html

    | in_use | tracing     | verdict |
    |--------|-------------|---------|
    | True   | Active      | pass    |
    | True   | ACTIVE      | pass    |
    | True   | PassThrough | fail    |
    | True   | Sampled     | unknown |
    | False  | PassThrough | -       |
    """
    return among(tracing, ["active"], ["passthrough"])


@check(
    "lambda_function_version",
    domain="data",
    severity="low",
    family="key_custody",
    where="in_use and environment_names != ''",
)
def lambda_function_environment_key_customer_managed(environment_kms_key_arn):
    """The environment variables of the function, or of a version in use, are encrypted with a KMS key of the customer.

    Why: With the key of AWS, whoever may read the function's configuration reads its variables too.
    Remedy: Name a customer managed KMS key for encryption at rest in the function's environment variable settings.
    Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html

    | in_use | environment_names | environment_kms_key_arn                              | verdict |
    |--------|-------------------|------------------------------------------------------|---------|
    | True   | LEVEL             | arn:aws:kms:eu-central-1:111122223333:key/1234abcd   | pass    |
    | True   | LEVEL             | none                                                 | fail    |
    | True   | LEVEL             | ?                                                    | unknown |
    | True   |                   | none                                                 | -       |
    | False  | LEVEL             | none                                                 | -       |
    """
    return environment_kms_key_arn != "none"


@check(
    "lambda_function_placement",
    domain="resilience",
    severity="low",
    family="high_availability",
    where="subnet_ids != ''",
)
def lambda_function_multi_zone(vpc_zones, *, min_zones=2):
    """The function that is attached to a VPC has subnets in several Availability Zones.

    Why: With subnets in one zone, the loss of that zone stops a function that Lambda runs in several.
    Remedy: Add subnets in other zones to the VPC settings of the function.
    Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html

    | subnet_ids | vpc_zones | verdict |
    |------------|-----------|---------|
    | a b        | 2         | pass    |
    | a b        | 1         | fail    |
    | a b        | ?         | unknown |
    |            | 0         | -       |
    """
    return vpc_zones >= min_zones

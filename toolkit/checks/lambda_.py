"""Checks of AWS Lambda."""

import pandas as pd

from toolkit.model import check
from toolkit.readings import days

# Date from which AWS no longer patches a runtime, as its table of runtimes gave it in September 2026. Previews (Node.js
# 26, Python 3.15) have none yet.
# Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
DEPRECATION_DATES = {
    "dotnet10": "2028-11-14",
    "dotnet6": "2024-12-20",
    "dotnet8": "2026-11-10",
    "dotnetcore1.0": "2019-06-27",
    "dotnetcore2.0": "2019-05-30",
    "dotnetcore2.1": "2022-01-05",
    "dotnetcore3.1": "2023-04-03",
    "go1.x": "2024-01-08",
    "java8": "2024-01-08",
    "java8.al2": "2027-06-30",
    "java8.al2023": "2029-06-30",
    "java11": "2027-06-30",
    "java11.al2023": "2029-06-30",
    "java17": "2027-06-30",
    "java17.al2023": "2029-06-30",
    "java21": "2029-06-30",
    "java25": "2029-06-30",
    "nodejs": "2016-08-30",
    "nodejs4.3": "2020-03-05",
    "nodejs4.3-edge": "2020-03-05",
    "nodejs6.10": "2019-08-12",
    "nodejs8.10": "2020-03-06",
    "nodejs10.x": "2021-07-30",
    "nodejs12.x": "2023-03-31",
    "nodejs14.x": "2023-12-04",
    "nodejs16.x": "2024-06-12",
    "nodejs18.x": "2025-09-01",
    "nodejs20.x": "2026-04-30",
    "nodejs22.x": "2027-04-30",
    "nodejs24.x": "2028-04-30",
    "provided": "2024-01-08",
    "provided.al2": "2026-07-31",
    "provided.al2023": "2029-06-30",
    "python2.7": "2021-07-15",
    "python3.6": "2022-07-18",
    "python3.7": "2023-12-04",
    "python3.8": "2024-10-14",
    "python3.9": "2025-12-15",
    "python3.10": "2026-10-31",
    "python3.11": "2027-06-30",
    "python3.12": "2028-10-31",
    "python3.13": "2029-06-30",
    "python3.14": "2029-06-30",
    "ruby2.5": "2021-07-30",
    "ruby2.7": "2023-12-07",
    "ruby3.2": "2026-03-31",
    "ruby3.3": "2027-03-31",
    "ruby3.4": "2028-03-31",
    "ruby4.0": "2029-03-31",
}


@check("lambda_function_policy", domain="application", severity="critical", family="public_access")
def lambda_function_policy_restricted(admits_anyone):
    """The resource policy of the function, or of an alias or version of it, does not open it to everyone.

    Why: Anyone with an AWS account, or anyone at all, can run the code with the rights of its role.
    Remedy: Remove the statement, or limit it with `aws:SourceArn`, `aws:SourceAccount` or `aws:PrincipalOrgID`.
    Source: https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html

    | admits_anyone | verdict |
    |---------------|---------|
    | False         | pass    |
    | True          | fail    |
    """
    return ~admits_anyone


@check(
    "lambda_function_version",
    domain="compute",
    severity="medium",
    family="supported_versions",
    where="in_use and package_type.str.lower() != 'image' and runtime.str.lower() != 'custom'",
)
def lambda_function_runtime_supported(runtime, last_modified_at, observed_at, *, deprecation_dates=DEPRECATION_DATES):
    """The runtime of the function, or of a version in use, was not deprecated by AWS when it was observed.

    Why: AWS may stop patching a deprecated runtime, and soon refuses changes to functions that use it.
    Remedy: Move the function to a supported runtime, test and publish it, and let its aliases call that version.
    Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html

    | in_use | package_type | runtime    | last_modified_at | observed_at | verdict |
    |--------|--------------|------------|------------------|-------------|---------|
    | True   | Zip          | python3.13 | 2026-01-01       | 2026-11-25  | pass    |
    | True   | Zip          | python3.10 | 2026-01-01       | 2026-11-25  | fail    |
    | True   | Zip          | python3.10 | 2026-01-01       | 2026-10-31  | fail    |
    | True   | Zip          | python3.10 | 2026-01-01       | 2026-10-30  | pass    |
    | True   | Zip          | nodejs98.x | 2026-01-01       | 2026-11-25  | unknown |
    | True   | Zip          | python3.10 | 2026-01-01       | 2019-01-01  | unknown |
    | ?      | Zip          | python3.13 | 2026-01-01       | 2026-11-25  | unknown |
    | True   | Zip          | custom     | 2026-01-01       | 2026-11-25  | -       |
    | True   | Image        | none       | 2026-01-01       | 2026-11-25  | -       |
    | False  | Zip          | python2.7  | 2026-01-01       | 2026-11-25  | -       |
    """
    ends_at = pd.to_datetime(runtime.str.lower().map(deprecation_dates), utc=True)
    unsure = ends_at.isna() | days(last_modified_at, observed_at).isna()  # a runtime we do not know, or a wrong clock
    return (ends_at > observed_at).astype("boolean").mask(unsure)


@check("lambda_function_version", domain="application", severity="high", family="stored_secrets", where="in_use")
def lambda_function_secrets_referenced(plain_secret_names, environment_credentials):
    """The function, or a version in use, has no environment variable that is named like a secret or holds one.

    Why: Whoever may read the function's configuration reads the value, and every published version keeps it.
    Remedy: Keep the value in Secrets Manager or Parameter Store, let the code fetch it, and replace the exposed one.
    Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html

    | in_use | plain_secret_names | environment_credentials | verdict |
    |--------|--------------------|-------------------------|---------|
    | True   | none               | 0                       | pass    |
    | True   | API_TOKEN          | 0                       | fail    |
    | True   | none               | 1                       | fail    |
    | True   | none               | ?                       | unknown |
    | False  | API_TOKEN          | 1                       | -       |
    """
    return (plain_secret_names.str.lower() == "none") & (environment_credentials == 0)

"""Whom a role lets in by an identity provider, as tables of trust policies."""

import json

import pytest

from toolkit.views.iam_policy_document import admits_anyone

GITHUB = "token.actions.githubusercontent.com"
GITLAB = "gitlab.com"
TERRAFORM = "app.terraform.io"
COGNITO = "cognito-identity.amazonaws.com"
TURBONOMIC = "rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7"
AUDIENCE = {"StringEquals": {f"{GITHUB}:aud": "sts.amazonaws.com"}}


def trust(issuer, conditions=None, **more):
    name = issuer if issuer in BARE else f"arn:aws:iam::111122223333:oidc-provider/{issuer}"
    statement = {"Effect": "Allow", "Principal": {"Federated": name}, "Action": "sts:AssumeRoleWithWebIdentity"}
    return statement | ({"Condition": conditions} if conditions else {}) | more


def like(issuer, claim, *values):
    return {"StringLike": {f"{issuer}:{claim}": list(values)}}


BARE = {COGNITO, "accounts.google.com", "graph.facebook.com", "www.amazon.com"}
OPEN = [
    trust(GITHUB),
    trust(GITHUB, AUDIENCE),
    trust(GITHUB.upper(), AUDIENCE),
    trust(GITHUB, AUDIENCE | like(GITHUB, "sub", "*")),
    trust(GITHUB, AUDIENCE | like(GITHUB, "sub", "repo:*")),
    trust(GITHUB, AUDIENCE | like(GITHUB, "sub", "repo:*/deploy:ref:refs/heads/main")),
    trust(GITHUB, AUDIENCE | like(GITHUB, "sub", "repo:acme*")),
    trust(GITHUB, AUDIENCE | like(GITHUB, "sub", "repo:acme?/deploy:*")),
    trust(GITHUB, AUDIENCE | like(GITHUB, "sub", "repo:acme/deploy:*", "repo:*")),
    trust(GITHUB, AUDIENCE | like(GITHUB, "sub", "*:ref:refs/heads/main")),
    trust(GITHUB, AUDIENCE | like(GITHUB, "sub", "environment:production")),
    trust(GITHUB, AUDIENCE | like(GITHUB, "sub", "repo:${aws:PrincipalTag/org}/deploy:*")),
    trust(GITHUB, AUDIENCE | like(GITHUB, "sub")),
    trust(GITHUB, AUDIENCE | like(GITHUB, "ref", "refs/heads/main")),
    trust(GITHUB, AUDIENCE | like(GITHUB, "actor", "somebody")),
    trust(GITHUB, like(GITLAB, "sub", "repo:acme/deploy:*")),
    trust(GITHUB, {"StringLikeIfExists": {f"{GITHUB}:sub": "repo:acme/deploy:*"}}),
    trust(GITHUB, {"ForAllValues:StringLike": {f"{GITHUB}:sub": "repo:acme/deploy:*"}}),
    trust(GITHUB, {"StringNotLike": {f"{GITHUB}:sub": "repo:evil/*"}}),
    trust(GITHUB, {"Null": {f"{GITHUB}:sub": "false"}}),
    trust(GITHUB, {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}),
    trust(GITLAB, like(GITLAB, "aud", "https://gitlab.com")),
    trust(GITLAB, like(GITLAB, "sub", "project_path:*")),
    trust(GITLAB, like(GITLAB, "sub", "project_path:*/deploy:ref_type:branch:ref:main")),
    trust(TERRAFORM, like(TERRAFORM, "aud", "aws.workload.identity")),
    trust(TERRAFORM, like(TERRAFORM, "sub", "organization:*:project:deploy:workspace:*:run_phase:*")),
    trust("agent.buildkite.com", like("agent.buildkite.com", "sub", "organization:*")),
    trust("oidc.codefresh.io", like("oidc.codefresh.io", "aud", "https://g.codefresh.io")),
    trust("scalr.io", like("scalr.io", "aud", "aws.scalr-run-workload")),
    trust("api.pulumi.com/oidc", like("api.pulumi.com/oidc", "sub", "pulumi:*")),
    trust("oidc.vercel.com", like("oidc.vercel.com", "aud", "https://vercel.com/*")),
    trust("oidc.modal.com", like("oidc.modal.com", "aud", "oidc.modal.com")),
    trust("login.app.env0.com/", like("login.app.env0.com/", "aud", "hoMiq9PdkRh9LUvVpH4wIErWg50VSG1b")),
    trust(TURBONOMIC, like(TURBONOMIC, "aud", "sts.amazonaws.com")),
    trust(TURBONOMIC, like(TURBONOMIC, "sub", "system:serviceaccount:*:default")),
    trust(COGNITO),
    trust(COGNITO, {"ForAnyValue:StringLike": {f"{COGNITO}:amr": "authenticated"}}),
    trust(COGNITO, {"StringLike": {f"{COGNITO}:aud": "eu-central-1:*"}}),
    trust(COGNITO, {"StringEquals": {f"{COGNITO}:aud": "${aws:PrincipalTag/pool}"}}),
    trust(COGNITO, {"StringEquals": {f"{COGNITO}:aud": "[masked]"}}),
    trust("accounts.google.com"),
    trust("accounts.google.com", like("accounts.google.com", "oaud", "sts.amazonaws.com")),
    trust("graph.facebook.com"),
    trust("www.amazon.com", like("www.amazon.com", "app_id", "amzn1.application.*")),
]
CLOSED = [
    trust(GITHUB, AUDIENCE | like(GITHUB, "sub", "repo:acme/*")),
    trust(GITHUB, AUDIENCE | like(GITHUB, "sub", "repo:acme/deploy:ref:refs/heads/main", "repo:acme/web:*")),
    trust(GITHUB, AUDIENCE | like(GITHUB, "sub", "repo:acme@1234/deploy@56:*")),
    trust(GITHUB, AUDIENCE | like(GITHUB, "sub", "repository_owner:acme:*")),
    trust(GITHUB, AUDIENCE | like(GITHUB, "sub", "environment:production:repository_owner:acme")),
    trust(GITHUB, {"StringEquals": {f"{GITHUB}:SUB": "repo:acme/deploy:environment:production"}}),
    trust(GITHUB, {"ForAnyValue:StringEquals": {f"{GITHUB}:sub": "repo:acme/deploy:pull_request"}}),
    trust(GITHUB, AUDIENCE | like(GITHUB, "job_workflow_ref", "acme/deploy/.github/workflows/deploy.yml@*")),
    trust(GITHUB, {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}),
    trust(GITHUB, AUDIENCE, Effect="Deny"),
    trust(GITLAB, like(GITLAB, "sub", "project_path:acme/*:ref_type:branch:ref:main")),
    trust(TERRAFORM, like(TERRAFORM, "sub", "organization:acme:project:*:workspace:*:run_phase:*")),
    trust("agent.buildkite.com", like("agent.buildkite.com", "sub", "organization:acme:pipeline:deploy:*")),
    trust("api.pulumi.com/oidc", like("api.pulumi.com/oidc", "aud", "aws:acme")),
    trust("oidc.vercel.com", like("oidc.vercel.com", "aud", "https://vercel.com/acme")),
    trust(COGNITO, {"StringEquals": {f"{COGNITO}:aud": "eu-central-1:0a1b"}}),
    trust("accounts.google.com", {"StringEquals": {"accounts.google.com:aud": "1234.apps.googleusercontent.com"}}),
    trust("graph.facebook.com", {"StringEquals": {"graph.facebook.com:app_id": "1234"}}),
    trust("oidc.modal.com", like("oidc.modal.com", "sub", "modal:workspace_id:ac-1a:*")),
    trust("login.app.env0.com/", like("login.app.env0.com/", "sub", "auth0|691b8530eba074a8989d8726")),
    trust(TURBONOMIC, like(TURBONOMIC, "sub", "system:serviceaccount:acme:*")),
    # A subject is one identity, whoever's the issuer is.
    trust("login.acme.example", like("login.acme.example", "sub", "workload:deploy")),
    # An issuer of one tenant alone, by its address.
    trust("oidc.eks.eu-central-1.amazonaws.com/id/0A1B"),
    trust("oidc-eks.eu-central-1.api.aws/id/0A1B"),
    trust("oidc.circleci.com/org/0a1b"),
    trust("api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc"),
    trust("acme.app.spacelift.io"),
    trust("oidc.vercel.com/acme"),
    trust("acme.okta.com/oauth2/default"),
    trust("sts.windows.net/0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f/"),
    {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/acme"},
     "Action": "sts:AssumeRoleWithSAML"},
]  # fmt: skip


@pytest.mark.parametrize("statement", OPEN, ids=json.dumps)
def test_strangers_come_in_through_a_shared_provider(statement):
    assert admits_anyone(json.dumps([statement])) is True
    assert admits_anyone(json.dumps([CLOSED[0], statement])) is True


@pytest.mark.parametrize("statement", CLOSED, ids=json.dumps)
def test_a_fixed_tenant_and_an_issuer_of_ones_own_let_no_stranger_in(statement):
    assert admits_anyone(json.dumps([statement])) is False


PERSONAL = "login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0"
UNSURE = [
    trust("login.acme.example"),
    trust("identity.depot.dev", like("identity.depot.dev", "aud", "sts.amazonaws.com")),
    trust("login.acme.example", like("login.acme.example", "sub", "*")),
    trust("login.microsoftonline.com/common/v2.0"),
    trust(PERSONAL, like(PERSONAL, "aud", "0a1b")),
    trust("oidc.eks.eu-central-1.amazonaws.com"),
]


@pytest.mark.parametrize("statement", UNSURE, ids=json.dumps)
def test_an_issuer_that_nobody_knows_may_let_strangers_in(statement):
    assert admits_anyone(json.dumps([statement])) is None
    assert admits_anyone(json.dumps([statement, CLOSED[0]])) is None
    assert admits_anyone(json.dumps([statement, OPEN[0]])) is True


def refusal(conditions, **more):
    return trust(GITHUB, conditions, Effect="Deny", **more)


@pytest.mark.parametrize(
    ("statement", "opened"),
    [
        (refusal({"StringNotLike": {f"{GITHUB}:sub": "repo:acme/*"}}), False),
        (refusal({"StringNotLike": {f"{GITHUB}:sub": "repo:acme/*"}}, Principal="*", Action="sts:*"), False),
        (refusal({"StringNotLike": {f"{GITHUB}:sub": "repo:*"}}), True),
        (refusal({"StringNotLike": {f"{GITHUB}:sub": "repo:acme/*"}}, Principal={"Federated": COGNITO}), True),
        (refusal({"StringLike": {f"{GITHUB}:sub": "repo:evil/*"}}), True),
        (refusal({"StringNotLike": {f"{GITHUB}:sub": "repo:acme/*"}}, Action="sts:TagSession"), True),
    ],
)
def test_a_denial_of_all_other_tenants(statement, opened):
    assert admits_anyone(json.dumps([trust(GITHUB, AUDIENCE), statement])) is opened

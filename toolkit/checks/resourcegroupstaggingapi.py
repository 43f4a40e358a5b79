"""Checks of tags, as the Resource Groups Tagging API tells them."""

from toolkit.model import check


@check("tagging_resource", domain="governance", severity="low", family="asset_inventory")
def tagging_resource_tagged(tagged):
    """The resource, which has or once had tags, has at least one.

    Why: A resource without tags names no owner, no purpose and no kind of data.
    Remedy: Give the resource the tags that your policy asks for (`TagResources`).
    Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html

    | tagged | verdict |
    |--------|---------|
    | True   | pass    |
    | False  | fail    |
    """
    return tagged


@check("tagging_resource", domain="governance", severity="low", family="asset_inventory")
def tagging_resource_policy_obeyed(noncompliant_keys):
    """The tags of the resource break no tag policy of the organization.

    Why: Tags that are written otherwise than agreed are missed by whoever looks for them.
    Remedy: Write the keys and values as the tag policy has them (`TagResources`).
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies-enforcement.html

    | noncompliant_keys | verdict |
    |-------------------|---------|
    |                   | pass    |
    | Owner             | fail    |
    | CostCenter Owner  | fail    |
    | ?                 | unknown |
    """
    return noncompliant_keys == ""

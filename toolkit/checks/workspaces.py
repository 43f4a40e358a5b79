"""Checks of Amazon WorkSpaces."""

from toolkit.model import check


@check(
    "workspaces_workspace",
    domain="data",
    severity="medium",
    family="encryption_at_rest",
    where="state.str.lower() not in ['terminating', 'terminated', 'error']",
)
def workspaces_workspace_encrypted(root_volume_encrypted, user_volume_encrypted):
    """Both volumes of the WorkSpace, that of the system and that of the person, are encrypted.

    Why: Documents and cached credentials of the person lie on them, and encryption cannot be added later.
    Remedy: Launch a new WorkSpace with encryption of the root and user volumes, and move the person to it.
    Source: https://docs.aws.amazon.com/workspaces/latest/adminguide/encrypt-workspaces.html

    | state       | root_volume_encrypted | user_volume_encrypted | verdict |
    |-------------|-----------------------|-----------------------|---------|
    | AVAILABLE   | True                  | True                  | pass    |
    | STOPPED     | True                  | False                 | fail    |
    | AVAILABLE   | False                 | True                  | fail    |
    | AVAILABLE   | False                 | ?                     | fail    |
    | AVAILABLE   | True                  | ?                     | unknown |
    | TERMINATING | False                 | False                 | -       |
    """
    return root_volume_encrypted & user_volume_encrypted

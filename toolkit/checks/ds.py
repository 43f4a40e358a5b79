"""Checks of AWS Directory Service."""

from toolkit.model import check
from toolkit.readings import among

LIVING = "stage.str.lower() not in ['creating', 'requested', 'deleting', 'deleted']"
WITH_RADIUS = "type.str.lower() in ['microsoftad', 'adconnector']"


@check(
    "ds_directory",
    domain="identity",
    severity="medium",
    family="second_factor",
    where=f"{WITH_RADIUS} and {LIVING}",
)
def ds_directory_second_factor_asked(radius_status):
    """The directory asks for a second factor by RADIUS, where it can.

    Why: A password of the directory that is guessed or stolen opens WorkSpaces and the console.
    Remedy: Set up multi-factor authentication of the directory with a RADIUS server (`EnableRadius`).
    Source: https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_mfa.html

    | type              | radius_status | stage    | verdict |
    |-------------------|---------------|----------|---------|
    | MicrosoftAD       | Completed     | Active   | pass    |
    | ADConnector       | completed     | Active   | pass    |
    | MicrosoftAD       | none          | Active   | fail    |
    | MicrosoftAD       | Failed        | Active   | fail    |
    | MicrosoftAD       | Creating      | Active   | unknown |
    | MicrosoftAD       | ?             | Active   | unknown |
    | SimpleAD          | none          | Active   | -       |
    | SharedMicrosoftAD | none          | Active   | -       |
    | MicrosoftAD       | none          | Deleting | -       |
    """
    return among(radius_status, ["completed"], ["none", "failed"])


@check(
    "ds_directory",
    domain="identity",
    severity="low",
    family="encryption_in_transit",
    where="radius_protocol != 'none'",
)
def ds_directory_radius_protocol_strong(radius_protocol):
    """The directory talks to its RADIUS servers with MS-CHAPv2.

    Why: With PAP and older CHAP, codes and passwords can be learned from what is sent.
    Remedy: Update the RADIUS settings of the directory to the protocol `MS-CHAPv2` (`UpdateRadius`).
    Source: https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_mfa.html

    | radius_protocol | verdict |
    |-----------------|---------|
    | MS-CHAPv2       | pass    |
    | PAP             | fail    |
    | CHAP            | fail    |
    | MS-CHAPv1       | fail    |
    | OTHER           | unknown |
    | ?               | unknown |
    | none            | -       |
    """
    return among(radius_protocol, ["ms-chapv2"], ["pap", "chap", "ms-chapv1"])

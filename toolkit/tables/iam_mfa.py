"""AWS Identity and Access Management: virtual MFA devices."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table("iam:list_virtual_mfa_devices", resource_type="AWS::IAM::VirtualMFADevice", key="SerialNumber", scope="global")
class iam_virtual_mfa_device:
    """Virtual MFA devices; who has MFA without one of these has a hardware device, a security key or a passkey."""

    user_arn: str = column("User.Arn", "User that the device is assigned to, or `none`.", absent="none")
    user_name: str = column("User.UserName", "Name of that user; the root user has none.", absent="none")
    assigned: bool = column("EnableDate && `true`", "The device is in use.", absent=False)
    root: bool = column("ends_with(User.Arn, ':root')", "The device is the root user's.", absent=False)
    enabled_at: datetime = column("EnableDate", "When the device was assigned; NA also if it never was.")

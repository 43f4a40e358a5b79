"""Checks of AWS Transfer Family."""

from toolkit.model import check
from toolkit.readings import among


@check("transfer_server", domain="network", severity="medium", family="encryption_in_transit")
def transfer_server_protocols_encrypted(protocols):
    """The server takes files by SFTP, FTPS or AS2 only, not by FTP.

    Why: FTP sends passwords and files in clear.
    Remedy: Take FTP off the protocols of the server.
    Source: https://docs.aws.amazon.com/transfer/latest/userguide/create-server-ftp.html

    | protocols | verdict |
    |-----------|---------|
    | SFTP      | pass    |
    | ftps sftp | pass    |
    | AS2       | pass    |
    | FTP SFTP  | fail    |
    | FTP       | fail    |
    | FTP WEB   | fail    |
    | SFTP WEB  | unknown |
    | ?         | unknown |
    """
    clear = protocols.str.contains(r"\bftp\b", case=False)
    known = protocols.str.fullmatch(r"(?:(?:sftp|ftps|as2|ftp) ?)+", case=False)
    return (~clear).astype("boolean").mask(~clear & ~known)


@check("transfer_server", domain="network", severity="medium", family="network_exposure")
def transfer_server_private(endpoint_type, elastic_addresses):
    """The server has no public endpoint: it stands in a VPC, without Elastic IP addresses.

    Why: A file server on the internet is found within hours, and its users' passwords and keys are tried.
    Remedy: Change the endpoint type to VPC hosted, with internal access; reach it by VPN, peering or PrivateLink.
    Source: https://docs.aws.amazon.com/transfer/latest/userguide/create-server-in-vpc.html

    | endpoint_type | elastic_addresses | verdict |
    |---------------|-------------------|---------|
    | VPC           | 0                 | pass    |
    | vpc_endpoint  | 0                 | pass    |
    | VPC           | 1                 | fail    |
    | PUBLIC        | 0                 | fail    |
    | OTHER         | 0                 | unknown |
    | ?             | 0                 | unknown |
    """
    return among(endpoint_type, ("vpc", "vpc_endpoint"), ("public",)) & elastic_addresses.eq(0)


@check("transfer_server", domain="logging", severity="medium", family="access_logging")
def transfer_server_logged(logs):
    """The server writes what its users do to CloudWatch Logs.

    Why: Without the log nobody can tell who took or left which file.
    Remedy: Choose a log group, or a logging role, in the additional details of the server.
    Source: https://docs.aws.amazon.com/transfer/latest/userguide/structured-logging.html

    | logs  | verdict |
    |-------|---------|
    | True  | pass    |
    | False | fail    |
    """
    return logs

"""Checks of Amazon Lightsail."""

from toolkit.model import check
from toolkit.readings import among


@check("lightsail_instance", domain="network", severity="high", family="network_exposure")
def lightsail_instance_ports_restricted(open_ports, *, public_ports=(80, 443)):
    """The firewall of the instance opens to every address no ports but those that the policy names.

    Why: Scanners find a port that is open to the internet within minutes, and Lightsail opens port 22 by itself.
    Remedy: Limit the rule to your own addresses in the instance's networking settings, or delete it.
    Source: https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_PutInstancePublicPorts.html

    | open_ports             | verdict |
    |------------------------|---------|
    |                        | pass    |
    | tcp/80-80 tcp/443-443  | pass    |
    | udp/443-443            | pass    |
    | tcp/22-22              | fail    |
    | tcp/80-443             | fail    |
    | tcp/443-443 udp/53-53  | fail    |
    | all/0-65535            | fail    |
    | icmp/8--1              | pass    |
    | ?                      | unknown |
    """
    ports = "|".join(str(port) for port in public_ports)
    fine = rf"(?:tcp|udp)/({ports})-\1|icmp(?:v6)?/-?\d+--?\d+"
    return open_ports.str.lower().str.fullmatch(rf"(?:(?:{fine})(?: |$))*")


@check("lightsail_instance", domain="compute", severity="medium", family="workload_isolation")
def lightsail_instance_imdsv2_required(imds_tokens):
    """The instance shows its metadata only to session tokens (IMDSv2).

    Why: Without tokens, one forged request through a vulnerable application reads the metadata and its credentials.
    Remedy: Set `httpTokens` to `required` with `update-instance-metadata-options`.
    Source: https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_InstanceMetadataOptions.html

    | imds_tokens | verdict |
    |-------------|---------|
    | required    | pass    |
    | Required    | pass    |
    | optional    | fail    |
    | sometimes   | unknown |
    """
    return among(imds_tokens, ["required"], ["optional"])


@check("lightsail_instance", domain="resilience", severity="medium", family="backup")
def lightsail_instance_snapshots_automatic(automatic_snapshots):
    """A snapshot of the instance is taken every day.

    Why: Without a copy, an error or an attacker destroys the data of the instance for good.
    Remedy: Enable automatic snapshots in the snapshot settings of the instance.
    Source: https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_EnableAddOn.html

    | automatic_snapshots | verdict |
    |---------------------|---------|
    | True                | pass    |
    | False               | fail    |
    | ?                   | unknown |
    """
    return automatic_snapshots


@check("lightsail_database", domain="network", severity="high", family="network_exposure")
def lightsail_database_private(public):
    """The endpoint of the database is not open to the internet.

    Why: Anyone can then try passwords and vulnerabilities on the database, and Lightsail has no firewall before it.
    Remedy: Disable public mode in the networking settings of the database.
    Source: https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_UpdateRelationalDatabase.html

    | public | verdict |
    |--------|---------|
    | False  | pass    |
    | True   | fail    |
    | ?      | unknown |
    """
    return ~public


@check("lightsail_database", domain="resilience", severity="medium", family="backup")
def lightsail_database_backups_automatic(automatic_backups):
    """Automated backups of the database are kept.

    Why: Without them, an error or an attacker destroys the data for good.
    Remedy: Enable `enable-backup-retention` of the database with `update-relational-database`.
    Source: https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_UpdateRelationalDatabase.html

    | automatic_backups | verdict |
    |-------------------|---------|
    | True              | pass    |
    | False             | fail    |
    | ?                 | unknown |
    """
    return automatic_backups


@check("lightsail_database", domain="resilience", severity="low", family="high_availability")
def lightsail_database_multi_zone(standby_zone):
    """The database has a standby in another Availability Zone.

    Why: Without one, the loss of a zone or a patch of the host stops every application that needs the database.
    Remedy: Make a database of a high availability plan from a snapshot, and move the applications to it.
    Source: https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_RelationalDatabase.html

    | standby_zone  | verdict |
    |---------------|---------|
    | eu-central-1b | pass    |
    | none          | fail    |
    | ?             | unknown |
    """
    return standby_zone != "none"

"""Checks of Amazon OpenSearch Service."""

from toolkit.checks.sharing import NONE, approved
from toolkit.model import check
from toolkit.readings import among

TLS_1_2 = [
    "policy-min-tls-1-2-2019-07",
    "policy-min-tls-1-2-pfs-2023-10",
    "policy-min-tls-1-2-rfc9151-fips-2024-08",
    "policy-min-tls-1-2-fips-pq-2026-10",
]


@check("opensearch_domain", domain="data", severity="medium", family="encryption_at_rest", where="not deleted")
def opensearch_domain_encrypted(encrypted):
    """The domain encrypts its data at rest.

    Why: Indexes, logs and swap files lie on disks that are readable without it.
    Remedy: Edit the security configuration and turn on encryption of data at rest (`EncryptionAtRestOptions`).
    Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html

    | deleted | encrypted | verdict |
    |---------|-----------|---------|
    | False   | True      | pass    |
    | False   | False     | fail    |
    | True    | False     | -       |
    """
    return encrypted


@check("opensearch_domain_key", domain="data", severity="low", family="key_custody", where="not deleted")
def opensearch_domain_key_customer_managed(key_customer_managed):
    """The domain encrypts its data with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Make a new domain with a customer managed key and move the data; a domain's key cannot be changed.
    Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html

    | deleted | key_customer_managed | verdict |
    |---------|----------------------|---------|
    | False   | True                 | pass    |
    | False   | False                | fail    |
    | False   | ?                    | unknown |
    | True    | False                | -       |
    """
    return key_customer_managed


@check("opensearch_domain", domain="data", severity="medium", family="encryption_in_transit", where="not deleted")
def opensearch_domain_nodes_encrypted(node_to_node_encryption):
    """The nodes of the domain talk to each other with TLS.

    Why: Without it, documents travel between the nodes in clear.
    Remedy: Edit the security configuration and turn on node-to-node encryption (`NodeToNodeEncryptionOptions`).
    Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html

    | deleted | node_to_node_encryption | verdict |
    |---------|-------------------------|---------|
    | False   | True                    | pass    |
    | False   | False                   | fail    |
    | True    | False                   | -       |
    """
    return node_to_node_encryption


@check("opensearch_domain", domain="data", severity="medium", family="encryption_in_transit", where="not deleted")
def opensearch_domain_https_required(requires_https):
    """The endpoint of the domain refuses plain HTTP.

    Why: Over plain HTTP, everyone on the way reads queries, documents and passwords.
    Remedy: Edit the security configuration and require HTTPS for all traffic (`EnforceHTTPS`).
    Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createupdatedomains.html

    | deleted | requires_https | verdict |
    |---------|----------------|---------|
    | False   | True           | pass    |
    | False   | False          | fail    |
    | True    | False          | -       |
    """
    return requires_https


@check("opensearch_domain", domain="data", severity="medium", family="encryption_in_transit", where="not deleted")
def opensearch_domain_tls_current(tls_policy):
    """The endpoint of the domain allows no version of TLS before 1.2.

    Why: Older versions have known weaknesses, and clients that still use them are old themselves.
    Remedy: Set `TLSSecurityPolicy` to a policy with TLS 1.2 or later, such as `Policy-Min-TLS-1-2-PFS-2023-10`.
    Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createupdatedomains.html

    | deleted | tls_policy                     | verdict |
    |---------|--------------------------------|---------|
    | False   | Policy-Min-TLS-1-2-2019-07     | pass    |
    | False   | Policy-Min-TLS-1-0-2019-07     | fail    |
    | False   | policy-min-tls-1-2-pfs-2023-10 | pass    |
    | False   | Policy-Min-TLS-1-3-2030-01     | unknown |
    | False   | none                           | unknown |
    | False   | ?                              | unknown |
    | True    | Policy-Min-TLS-1-0-2019-07     | -       |
    """
    return among(tls_policy, TLS_1_2, ["policy-min-tls-1-0-2019-07"])


@check("opensearch_domain", domain="application", severity="high", family="authentication", where="not deleted")
def opensearch_domain_access_fine_grained(fine_grained_access, anonymous_access):
    """The domain has fine-grained access control, which lets nobody in without a user.

    Why: Without it, whoever reaches the endpoint and passes its policy may read and change every index.
    Remedy: Edit the security configuration: fine-grained access control on, no open access for a transition.
    Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html

    | deleted | fine_grained_access | anonymous_access | verdict |
    |---------|---------------------|------------------|---------|
    | False   | True                | False            | pass    |
    | False   | True                | True             | fail    |
    | False   | False               | False            | fail    |
    | True    | False               | False            | -       |
    """
    return fine_grained_access & ~anonymous_access


@check("opensearch_domain", domain="logging", severity="medium", family="audit_logging", where="not deleted")
def opensearch_domain_audit_logged(audit_logs):
    """The domain sends its audit logs to CloudWatch Logs.

    Why: Nobody can tell afterwards who signed in and which documents he read.
    Remedy: Turn on fine-grained access control, publish audit logs, and enable them in OpenSearch Dashboards too.
    Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html

    | deleted | audit_logs | verdict |
    |---------|------------|---------|
    | False   | True       | pass    |
    | False   | False      | fail    |
    | True    | False      | -       |
    """
    return audit_logs


@check("opensearch_domain", domain="logging", severity="low", family="audit_logging", where="not deleted")
def opensearch_domain_errors_logged(error_logs):
    """The domain sends its error logs to CloudWatch Logs.

    Why: Failures and refused requests leave no trace without them.
    Remedy: On the Logs tab of the domain, enable error logs (`ES_APPLICATION_LOGS`).
    Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html

    | deleted | error_logs | verdict |
    |---------|------------|---------|
    | False   | True       | pass    |
    | False   | False      | fail    |
    | True    | False      | -       |
    """
    return error_logs


@check(
    "opensearch_domain_policy",
    domain="data",
    severity="critical",
    family="public_access",
    where="not deleted",
    empty="pass",  # where there is no domain, none is open
)
def opensearch_domain_policy_restricted(vpc_id, admits_anyone, fine_grained_access, anonymous_access):
    """The domain is not open to everyone: it has no public endpoint, asks for a user, or admits only named callers.

    Why: Open search domains are found within hours, read, and held to ransom.
    Remedy: Restrict the access policy, turn on fine-grained access control, or move the domain into a VPC.
    Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html

    | deleted | vpc_id | admits_anyone | fine_grained_access | anonymous_access | verdict |
    |---------|--------|---------------|---------------------|------------------|---------|
    | False   | none   | False         | False               | False            | pass    |
    | False   | none   | True          | False               | False            | fail    |
    | False   | none   | True          | True                | True             | fail    |
    | False   | none   | True          | True                | False            | pass    |
    | False   | vpc-1  | True          | False               | False            | pass    |
    | False   | none   | ?             | True                | False            | pass    |
    | False   | none   | ?             | False               | False            | unknown |
    | True    | none   | True          | False               | False            | -       |
    """
    return ~admits_anyone | (vpc_id != "none") | (fine_grained_access & ~anonymous_access)


@check("opensearch_domain_accounts", domain="data", severity="high", family="foreign_accounts", where="not deleted")
def opensearch_domain_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The access policy of the domain names no foreign account that the engagement does not name.

    Why: An account that may use a domain reads what is indexed there.
    Remedy: Take the account out of the access policy, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html

    | foreign_accounts          | members_known | deleted | verdict |
    |---------------------------|---------------|---------|---------|
    | none                      | True          | False   | pass    |
    | none                      | ?             | False   | pass    |
    | 999999999999              | True          | False   | fail    |
    | 111122223333 999999999999 | True          | False   | fail    |
    | 999999999999              | False         | False   | unknown |
    | 999999999999              | ?             | False   | unknown |
    | ?                         | True          | False   | unknown |
    | 999999999999              | True          | True    | -       |
    """
    return approved(foreign_accounts, members_known, known_accounts)


@check("opensearch_domain", domain="network", severity="medium", family="network_segmentation", where="not deleted")
def opensearch_domain_private(vpc_id):
    """The endpoint of the domain stands in a VPC.

    Why: A public endpoint is guarded by its policy alone, and one mistake there opens it to the internet.
    Remedy: Make the domain anew with VPC access and move the data; it cannot be moved afterwards.
    Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html

    | deleted | vpc_id | verdict |
    |---------|--------|---------|
    | False   | vpc-1  | pass    |
    | False   | none   | fail    |
    | False   | ?      | unknown |
    | True    | none   | -       |
    """
    return vpc_id != "none"


@check("opensearch_domain", domain="resilience", severity="medium", family="high_availability", where="not deleted")
def opensearch_domain_zones_several(data_nodes, zone_awareness):
    """The data nodes of the domain are at least two, spread over Availability Zones.

    Why: With one zone or node, its loss stops every search and may lose what was indexed last.
    Remedy: Edit the cluster configuration: two zones or more, and a data node in each (`ZoneAwarenessEnabled`).
    Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html

    | deleted | data_nodes | zone_awareness | verdict |
    |---------|------------|----------------|---------|
    | False   | 2          | True           | pass    |
    | False   | 1          | True           | fail    |
    | False   | 3          | False          | fail    |
    | False   | ?          | True           | unknown |
    | True    | 1          | False          | -       |
    """
    return zone_awareness & (data_nodes >= 2)


@check("opensearch_domain", domain="resilience", severity="low", family="high_availability", where="not deleted")
def opensearch_domain_masters_several(master_nodes):
    """The domain has at least three dedicated master nodes.

    Why: With fewer, a node that fails can leave the cluster without a master, or with two.
    Remedy: Edit the cluster configuration and enable three dedicated master nodes.
    Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html

    | deleted | master_nodes | verdict |
    |---------|--------------|---------|
    | False   | 3            | pass    |
    | False   | 2            | fail    |
    | False   | 0            | fail    |
    | False   | ?            | unknown |
    | True    | 0            | -       |
    """
    return master_nodes >= 3


@check("opensearch_domain", domain="compute", severity="medium", family="patching", where="not deleted")
def opensearch_domain_software_current(update_available, auto_updates):
    """No newer service software waits for the domain, or it is applied automatically.

    Why: Service software holds corrections of security, and waits until somebody starts the update.
    Remedy: Start the update, or turn on automatic software updates (`AutoSoftwareUpdateEnabled`).
    Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/service-software.html

    | deleted | update_available | auto_updates | verdict |
    |---------|------------------|--------------|---------|
    | False   | False            | False        | pass    |
    | False   | True             | True         | pass    |
    | False   | True             | False        | fail    |
    | True    | True             | False        | -       |
    """
    return ~update_available | auto_updates

"""Checks of AWS Service Catalog."""

from toolkit.model import check


@check("servicecatalog_portfolio", domain="governance", severity="medium", family="organization_guardrails")
def servicecatalog_portfolio_shared_within_organization(account_shares):
    """The portfolio is shared only through the organization, with no single account beside it.

    Why: A share with an account by its number stays when that account leaves, and nobody sees whose it is.
    Remedy: Unshare the portfolio from the account, and share it with the organization or a unit of it.
    Source: https://docs.aws.amazon.com/servicecatalog/latest/adminguide/catalogs_portfolios_sharing.html

    | account_shares | verdict |
    |----------------|---------|
    | 0              | pass    |
    | 1              | fail    |
    | ?              | unknown |
    """
    return account_shares == 0

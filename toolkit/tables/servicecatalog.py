"""AWS Service Catalog."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table("servicecatalog:list_portfolios", resource_type="AWS::ServiceCatalog::Portfolio", key="ARN")
class servicecatalog_portfolio:
    """Portfolios of products that the account offers."""

    accounts = detail("describe_portfolio_shares", PortfolioId="Id", Type="'ACCOUNT'")
    organizations = detail("describe_portfolio_shares", PortfolioId="Id", Type="'ORGANIZATION'")
    units = detail("describe_portfolio_shares", PortfolioId="Id", Type="'ORGANIZATIONAL_UNIT'")
    members = detail("describe_portfolio_shares", PortfolioId="Id", Type="'ORGANIZATION_MEMBER_ACCOUNT'")

    name: str = column("DisplayName", "Name of the portfolio.")
    created_at: datetime = column("CreatedTime", "When the portfolio was made.")
    provider: str = column("ProviderName", "Who offers it.", absent="none")
    account_shares: int = column(
        "length(accounts.PortfolioShareDetails)",
        "Single accounts it is shared with, outside AWS Organizations.",
        absent=0,
    )
    organization_shares: int = column(
        "length(organizations.PortfolioShareDetails)", "Whole organizations it is shared with.", absent=0
    )
    organizational_unit_shares: int = column(
        "length(units.PortfolioShareDetails)", "Organizational units it is shared with.", absent=0
    )
    member_account_shares: int = column(
        "length(members.PortfolioShareDetails)", "Accounts it is shared with as members of the organization.", absent=0
    )

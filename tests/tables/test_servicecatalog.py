def test_portfolios_of_the_estate(aws, collected):
    catalog = aws("servicecatalog")
    for name in ("own", "shared"):
        portfolio = catalog.create_portfolio(DisplayName=name, ProviderName="it", IdempotencyToken=name)
        if name == "shared":
            catalog.create_portfolio_share(PortfolioId=portfolio["PortfolioDetail"]["Id"], AccountId="111111111111")
    frame = collected("servicecatalog_portfolio").set_index("name").loc[["own", "shared"]]
    assert frame["account_shares"].tolist() == [0, 1]
    assert frame["organization_shares"].tolist() == [0, 0]


def test_all_pages_of_shares_and_a_refusal(answered):
    def share(number):
        return {"PrincipalId": number * 12, "Type": "ACCOUNT"}

    frame = answered(
        "servicecatalog_portfolio",
        ("list_portfolios", {"PortfolioDetails": [{"Id": "port-1", "ARN": "arn:p"}]}),
        ("describe_portfolio_shares", {"PortfolioShareDetails": [share("1")], "NextPageToken": "2"}),
        ("describe_portfolio_shares", {"PortfolioShareDetails": [share("2")]}),
        ("describe_portfolio_shares", "AccessDeniedException"),
        ("describe_portfolio_shares", {"PortfolioShareDetails": []}),
        ("describe_portfolio_shares", {"PortfolioShareDetails": []}),
    )
    assert frame[["account_shares", "organizational_unit_shares"]].values.tolist() == [[2, 0]]
    assert frame["organization_shares"].isna().all()

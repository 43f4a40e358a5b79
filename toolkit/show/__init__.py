"""What a reader sees: tables, key figures, charts and widgets made of an audit."""

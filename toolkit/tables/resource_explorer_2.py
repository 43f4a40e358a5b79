"""AWS Resource Explorer."""

from __future__ import annotations

from toolkit.model import column, table


@table("resource-explorer-2:list_indexes", resource_type="AWS::ResourceExplorer2::Index", key="Arn", scope="global")
class resource_explorer_index:
    """Indexes of Resource Explorer in all Regions, as any Region lists them."""

    index_region: str = column(
        "Region", "Region whose resources it knows; an aggregator knows those of all others too."
    )
    type: str = column("Type", "`LOCAL` or `AGGREGATOR`.")
    aggregator: bool = column("Type == 'AGGREGATOR'", "Holds what the indexes of the other Regions know.")

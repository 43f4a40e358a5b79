"""Views of Classic Load Balancers: what their listeners speak."""

from __future__ import annotations

import json
from collections.abc import Callable

import pandas as pd

from toolkit.model import view


@view
def elb_load_balancer_listeners(elb_load_balancer: pd.DataFrame) -> pd.DataFrame:
    """Classic Load Balancers, each with what its listeners speak with clients.

    `http_listeners` and `tcp_listeners`: how many take that. `reads_http`: one takes HTTP or HTTPS.
    """
    spoken = [_protocols(text) for text in elb_load_balancer["listeners_json"]]
    tests: dict[str, tuple[str, Callable[[list[str]], int | bool]]] = {
        "http_listeners": ("Int64", lambda found: found.count("http")),
        "tcp_listeners": ("Int64", lambda found: found.count("tcp")),
        "reads_http": ("boolean", lambda found: "http" in found or "https" in found),
    }
    return elb_load_balancer.assign(
        **{
            name: pd.Series(
                [pd.NA if found is None else test(found) for found in spoken], index=elb_load_balancer.index, dtype=kind
            )
            for name, (kind, test) in tests.items()
        }
    )


def _protocols(text: str) -> list[str] | None:
    """Read the protocols in small letters; None where the text cannot be read or has a word nobody knows."""
    try:
        found = [str(listener["protocol"]).lower() for listener in json.loads(text)]
    except (ValueError, TypeError, KeyError):
        return None
    return found if {*found} <= {"http", "https", "tcp", "ssl"} else None

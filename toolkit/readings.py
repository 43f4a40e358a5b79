"""How checks and views read what AWS says: its words, which it spells in several ways, and its times."""

from __future__ import annotations

import re
from collections.abc import Collection

import pandas as pd

EARLIEST = pd.Timestamp("2006-01-01", tz="UTC")  # AWS holds nothing older: 1970 and the year 1 stand for "no time"
UNREAD = "?"  # stands among ids for those that a policy may name which could not be read


def among(words: pd.Series, good: Collection[str], bad: Collection[str] = ()) -> pd.Series:
    """Tell which words of AWS's are good ones, whatever their case.

    Parameters
    ----------
    words : Series of str
        Values of an enumeration.
    good, bad : collection of str
        What proves the statement and what disproves it, in small letters.

    Returns
    -------
    Series of bool
        NA for a word that is neither: AWS may add values, and nobody has said yet what they mean.

    """
    small = words.str.lower()
    return small.isin(good).astype("boolean").mask(~small.isin([*good, *bad]))


def days_left(until: pd.Series, observed_at: pd.Series) -> pd.Series:
    """Count the whole days that are left to a time, from when it was observed.

    Parameters
    ----------
    until, observed_at : Series of datetime
        Such as when a certificate ends, and when it was observed.

    Returns
    -------
    Series of int
        Below 0 where the time is past; NA where one is missing or stands for none (`EARLIEST`).

    """
    known = until.ge(EARLIEST) & observed_at.ge(EARLIEST)
    return (until - observed_at).dt.days.astype("Int64").where(known.fillna(False))


def days(since: pd.Series, until: pd.Series) -> pd.Series:
    """Count the whole days from one time to another.

    Parameters
    ----------
    since, until : Series of datetime
        Such as when a key was made and when it was observed.

    Returns
    -------
    Series of int
        NA where a time is missing, stands for none (`EARLIEST`), or the order is wrong: then a clock is.

    """
    known = since.ge(EARLIEST) & until.ge(since)
    return (until - since).dt.days.astype("Int64").where(known.fillna(False))


def like(texts: pd.Series, patterns: Collection[str]) -> pd.Series:
    """Tell which texts an engagement names.

    Parameters
    ----------
    texts : Series of str
        Such as ARNs or names.
    patterns : collection of str
        Texts in full; `*` stands for any text.

    Returns
    -------
    Series of bool
        NA where a text is missing.

    """
    return texts.str.fullmatch("|".join(re.escape(one).replace(r"\*", ".*") for one in patterns))

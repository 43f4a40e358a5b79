"""Demarc: who answers for what on AWS, and where the customer's side has gaps.

Notebooks import `toolkit.workbook` and nothing else; the command line is `toolkit.cli`.
"""

__version__ = "0.1.0"

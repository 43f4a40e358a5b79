"""Views (tables made of tables), one module per AWS service."""

from toolkit.model import View
from toolkit.registry import Registry

VIEWS = Registry("view", __name__, __path__, View)

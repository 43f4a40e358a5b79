"""The answers that a task has had: what was asked once with the same words is not asked again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any

from toolkit.collect.ledger import Call, Ledger

KEPT = 256


class Answers:
    """The last answers, each with the calls that brought it; two threads that ask the same share one call."""

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, tuple[Future[Any], list[Call]]] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: Hashable, ask: Callable[[], Any], ledger: Ledger) -> Any:
        """Return the answer, or raise the error, that was had before; ask if there is none."""
        with self._lock:
            first = asked not in self._known
            if first:
                self._known[asked] = (Future(), [])
                if len(self._known) > KEPT:
                    self._known.popitem(last=False)
            future, calls = self._known[asked]
        if not first:
            future.exception()  # waits, so that the calls are complete
            for call in calls:
                ledger.repeat(call)
            return future.result()
        before = len(ledger.calls)
        try:
            answer = ask()
        except BaseException as error:
            calls += ledger.calls[before:]
            future.set_exception(error)
            raise
        calls += ledger.calls[before:]
        future.set_result(answer)
        return answer

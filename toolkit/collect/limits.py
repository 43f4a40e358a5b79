"""Retries, rates and the number of requests under way: a throttled operation slows nothing else and loses no call."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock, Semaphore, local
from typing import Any

from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError, ConnectTimeoutError, ReadTimeoutError
from botocore.retries import adaptive, bucket, quota, standard, throttling

from toolkit.collect.ledger import current_account

ATTEMPTS = 12
SILENT_ATTEMPTS = 3  # of a call that nobody answers: each may take a minute
KEPT = 1_000  # limiters: those of accounts that are done are of no more use
# botocore gives up retrying for a whole client when many of its calls are throttled at once; ours wait their turn.
ENDLESS = 1_000_000_000


class RunStopped(BotoCoreError):  # type: ignore[misc]  # noqa: N818
    """The run was broken off."""

    fmt = "The run was stopped."


class Limits:
    """What all clients of a run keep to.

    botocore's own rate limiter, one for each account, Region, service and operation instead of one a client; and at
    most `requests` under way at once. Who waits for a rate or for the next attempt holds no place.
    """

    def __init__(self, requests: int) -> None:
        self._limiters: OrderedDict[tuple[str, str, str], adaptive.ClientRateLimiter] = OrderedDict()
        self._lock = Lock()
        self._places = Semaphore(requests)
        self._thread = local()
        self._stopped = False

    def stop(self) -> None:
        """Let no further request out: a run that is broken off must not go on behind its user's back."""
        self._stopped = True

    def register(self, client: BaseClient) -> None:
        """Make a client keep to the limits, and retry what was throttled or broken."""
        events, region = client.meta.events, client.meta.region_name
        service = client.meta.service_model.service_id.hyphenize()

        def sending(request: Any, event_name: str, **kwargs: Any) -> None:
            self._of(region, event_name).on_sending_request(request=request, **kwargs)
            if self._stopped:
                raise RunStopped()
            self._places.acquire()
            self._thread.placed = True

        def received(event_name: str, **kwargs: Any) -> None:
            self._leave()
            self._of(region, event_name).on_receiving_response(**kwargs)

        events.register("before-send", sending)
        events.register_first("needs-retry", received)
        events.register("after-call-error", self._leave)  # an answer that cannot be parsed is not offered for a retry
        events.unregister(f"needs-retry.{service}", unique_id=f"retry-config-{service}")
        events.register(f"needs-retry.{service}", _retries(service), unique_id=f"retry-config-{service}")

    def _leave(self, **_: Any) -> None:
        if getattr(self._thread, "placed", False):
            self._thread.placed = False
            self._places.release()

    def _of(self, region: str, event_name: str) -> adaptive.ClientRateLimiter:
        """Return the limiter of an event such as `before-send.s3.ListBuckets`, for the account that is asked."""
        key = (current_account(), region, event_name.split(".", 1)[1])
        with self._lock:
            if key not in self._limiters:
                self._limiters[key] = _limiter()
                if len(self._limiters) > KEPT:
                    self._limiters.popitem(last=False)
            self._limiters.move_to_end(key)
            return self._limiters[key]


def _limiter() -> adaptive.ClientRateLimiter:
    clock = bucket.Clock()
    return adaptive.ClientRateLimiter(
        rate_adjustor=throttling.CubicCalculator(starting_max_rate=0, start_time=clock.current_time()),
        rate_clocker=adaptive.RateClocker(clock),
        token_bucket=bucket.TokenBucket(max_rate=1, clock=clock),
        throttling_detector=standard.ThrottlingErrorDetector(retry_event_adapter=standard.RetryEventAdapter()),
        clock=clock,
    )


class _Conditions(standard.StandardRetryConditions):  # type: ignore[misc]
    """botocore's own conditions, with less patience for an endpoint that is silent."""

    def is_retryable(self, context: Any) -> bool:
        silent = isinstance(context.caught_exception, (ConnectTimeoutError, ReadTimeoutError))
        if silent and context.attempt_number >= SILENT_ATTEMPTS:
            return False
        return bool(super().is_retryable(context))


def _retries(service: str) -> Any:
    adapter = standard.RetryEventAdapter()
    detector = standard.ThrottlingErrorDetector(adapter)
    handler = standard.RetryHandler(
        retry_policy=standard.RetryPolicy(
            retry_checker=_Conditions(max_attempts=ATTEMPTS),
            retry_backoff=standard.ExponentialBackoff(service_name=service, throttling_detector=detector),
        ),
        retry_event_adapter=adapter,
        retry_quota=standard.RetryQuotaChecker(quota.RetryQuota(initial_capacity=ENDLESS), detector),
        service_name=service,
    )
    return handler.needs_retry

"""The web process: every service's routes, /healthz and /metrics in one ASGI app, with bounded bodies."""

import asyncio
from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from .metrics import Metrics
from .service import WebService

BODY_BYTES = 1_000_000
RETRY_AFTER = {"Retry-After": "1"}


def app(services: Sequence[WebService], metrics: Metrics | None = None) -> Starlette:
    """The app that serves these services, and figures of them if there are any."""

    async def healthz(_: Request) -> Response:
        """200 as long as anything is served; the status says whether all is."""
        told = {service.name: "up" if service.up else "waiting" for service in services}
        return JSONResponse({"status": "waiting" if "waiting" in told.values() else "ok", **told})

    own = [Route("/healthz", healthz), *([Route("/metrics", metrics.serve)] if metrics else [])]
    routes = [*own, *(r for s in services for r in s.routes())]
    return Starlette(routes=routes, middleware=[Middleware(_HandedBack)])


class _HandedBack:
    """A request that is still being answered when the process has to stop is asked to be sent again."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError:
            await busy()(scope, receive, send)


async def body(request: Request) -> bytes | None:
    """A request's body, None if it is larger than may be; no more than that is ever read."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > BODY_BYTES:
            return None
    return bytes(read)


def busy() -> Response:
    """Try again later: 503 with Retry-After."""
    return PlainTextResponse("busy", 503, RETRY_AFTER)

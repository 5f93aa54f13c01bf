"""Runs one channel: its receiver and its door on the loopback address, until told to stop."""

from __future__ import annotations

import asyncio
import signal
from typing import Protocol

import uvicorn
from starlette.applications import Starlette

CLOSE_WITHIN = 2.0


class Service(Protocol):
    """A channel's process."""

    @property
    def app(self) -> Starlette:
        """Health and webhooks."""
        ...

    async def receive(self) -> None:
        """Fetch events until cancelled."""
        ...

    async def close(self) -> None:
        """Stop in good order."""
        ...


async def serve(service: Service, port: int) -> None:
    """Until SIGTERM or SIGINT, or until the receiver fails.

    Raises:
        OSError: the port is taken.
    """
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    server = uvicorn.Server(
        uvicorn.Config(
            service.app,
            host="127.0.0.1",
            port=port,
            log_config=None,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
        )
    )
    serving = asyncio.create_task(server.serve())
    tasks = {
        serving,
        asyncio.create_task(service.receive()),
        asyncio.create_task(stop.wait()),
    }
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        server.should_exit = True
        await asyncio.wait({serving}, timeout=CLOSE_WITHIN)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await service.close()

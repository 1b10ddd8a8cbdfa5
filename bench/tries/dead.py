# SPDX-License-Identifier: BSD-3-Clause
"""Clients that are killed while they hold memory or wait for it: their connections go at once."""
import time
from tries import clients
from tries.servers import Platterd


def run(home, short, _):
    with Platterd(home) as server:
        for name, kind in (("stuck readers", clients.stuck_readers), ("half writers", clients.half_writers)):
            clients.Elsewhere(kind, server.path, "one", False, 16).ready().kill()
            begin = time.monotonic()
            while (left := server.metric("platter_clients")) and time.monotonic() - begin < 60:
                time.sleep(0.05)
            took = time.monotonic() - begin
            yield f"16 {name} are killed: seconds until none is listed", f"{took:.2f}", "", "1", left == 0 and took <= 1
        left = server.in_flight()
        yield "bytes in flight afterwards", str(left), "", "0", left == 0

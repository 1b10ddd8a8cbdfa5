# SPDX-License-Identifier: BSD-3-Clause
"""10,000 connections that come and go leave heap, descriptors, threads and metaspace where they were."""
import os, re
from tries import clients
from tries.servers import Platterd


def state(server):
    server.jcmd("GC.run")
    heap = int(re.search(r"^Total\s+\d+\s+(\d+)", server.jcmd("GC.class_histogram"), re.MULTILINE).group(1))
    metaspace = float(re.search(r"Both:\s+([0-9.]+) MB used", server.jcmd("VM.metaspace", "basic")).group(1))
    pid = server.process.pid
    return {"heap, KiB": heap // 1024, "metaspace, KiB": int(metaspace * 1024), "descriptors": len(os.listdir(f"/proc/{pid}/fd")),
            "threads": len(os.listdir(f"/proc/{pid}/task"))}


def visits(server, count):
    for number in range(count):
        sock = clients.connect(server.path)
        clients.read(sock, 0, 4096)
        if number % 3 == 0:
            sock.sendall(clients.header(clients.READ, 0, clients.MIB))     # and gone
        sock.close()


def run(home, short, _):
    count = 1_000 if short else 10_000
    with Platterd(home) as server:
        visits(server, 1000)
        server.in_flight()
        state(server)                # the page and the tools themselves load classes
        before = state(server)
        visits(server, count)
        server.in_flight()
        after = state(server)
        # The compilers' profiles of methods lie in the metaspace; a class that every connection leaves would take 20 MB.
        for name, most in (("heap, KiB", 512), ("metaspace, KiB", 1024), ("descriptors", 4), ("threads", 4)):
            grown = after[name] - before[name]
            yield f"{count:,} connections came and went: {name}", f"{before[name]} → {after[name]}", "", f"+{most}", grown <= most

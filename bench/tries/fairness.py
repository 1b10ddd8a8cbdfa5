# SPDX-License-Identifier: BSD-3-Clause
"""What a healthy client notices of 8 that ask for 32 MiB and read nothing, 8 that stop in the middle of a write of 32 MiB, and 1,000
idle ones, with -Xmx64m: plain and over TLS, on the same export and on another; and of 8 that have 256 requests under way."""
import subprocess, tempfile
import platter
from tries import clients
from tries.servers import Platterd, nbdkit


def crowd(path, tls, idle):
    return [clients.Elsewhere(clients.idlers, path, "one", tls, idle).ready(),
            clients.Elsewhere(clients.stuck_readers, path, "one", tls, 8).ready(),
            clients.Elsewhere(clients.half_writers, path, "one", tls, 8).ready()]


def measured(server, tls, seconds, idle, exports):
    """The figures of a healthy client alone, and beside the crowd on each export."""
    alone = clients.Elsewhere(clients.healthy, server.path, "one", tls, seconds).result()
    figures = {}
    for export in exports:
        others = crowd(server.path, tls, idle)
        figures[export] = clients.Elsewhere(clients.healthy, server.path, export, tls, seconds).result()
        for other in others:
            other.kill()
    return alone, figures


def rows(name, ours, theirs, slack):
    alone, figures = ours
    for export, got in figures.items():
        where = f"{name}, " + ("same export" if export == "one" else "another export")
        kit = theirs and theirs[1].get("one")
        if "failure" in got or "failure" in alone:
            yield where, str(got), str(kit), "", False
            continue
        kit = None if not kit or "failure" in kit else kit
        most = slack * max(5, kit["p99"] if kit else 0)
        yield f"{where}: 4k p99, ms", f"{got['p99']:.2f}", f"{kit['p99']:.2f}" if kit else "", f"{most:.2f}", got["p99"] <= most
        ratio = got["large"] / alone["large"]
        beside = f"{kit['large']:.0f} ({kit['large'] / theirs[0]['large']:.2f} × alone)" if kit else ""
        yield f"{where}: 32 MiB, ms", f"{got['large']:.0f} ({ratio:.2f} × alone)", beside, f"{2 * slack} × alone", ratio <= 2 * slack


def busy(home, seconds):
    """8 clients at depth 256 in C; the ninth, healthy one has a ninth of the server as its fair share."""
    with tempfile.TemporaryDirectory() as where:
        load = where + "/nbdload"
        subprocess.run(["gcc", "-O2", "-pthread", "-o", load, platter.TOP + "/bench/yardsticks/nbdload.c"], check=True)

        def figures(server):
            alone = clients.Elsewhere(clients.healthy, server.path, "one", False, seconds).result()
            others = subprocess.Popen([load, "-u", server.path, "-e", "one", "-o", "mix", "-b", "4k", "-q", "256", "-c", "8", "-z", "256M", "-w", "0",
                                       "-d", str(seconds + 5)], stdout=subprocess.DEVNULL)
            got = clients.Elsewhere(clients.healthy, server.path, "one", False, seconds).result()
            others.terminate()
            others.wait()
            return alone, got
        with Platterd(home) as server:
            alone, ours = figures(server)
        with nbdkit() as server:
            _, theirs = figures(server)
    yield ("8 clients at depth 256: 4k p99, ms", f"{ours['p99']:.2f}", f"{theirs['p99']:.2f}", f"{theirs['p99']:.2f}",
           ours["p99"] <= theirs["p99"])
    fair = 1.5 * 9 * alone["large"]
    yield "8 clients at depth 256: 32 MiB, ms", f"{ours['large']:.0f}", f"{theirs['large']:.0f}", f"{fair:.0f}", ours["large"] <= fair


def run(home, short, beside):
    seconds, idle = (1, 100) if short else (4, 1000)
    with tempfile.TemporaryDirectory() as where:
        platter.certificates(where)
        for name, tls in (("plain", False), ("TLS", True)):
            with Platterd(home, certificates=where) as server:
                clients.Elsewhere(clients.healthy, server.path, "one", tls, 2 * seconds).result()    # a compiler wants to be warm
                ours = measured(server, tls, seconds, idle, ("one", "other"))
            theirs = None
            if beside:
                with nbdkit(where) as server:
                    theirs = measured(server, tls, seconds, idle, ("one",))
            yield from rows(name, ours, theirs, 10 if short else 1)    # the short form shares its machine
    if beside:
        yield from busy(home, seconds)

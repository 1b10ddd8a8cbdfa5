# SPDX-License-Identifier: BSD-3-Clause
"""50 clients write and read 32 MiB each, where the memory for one such request is all there is: with -Xmx64m, and in a control
group of 256 MB. Nothing may hang or break, and no byte may be left in flight."""
import os, tempfile, threading, time
from tries import clients
from tries.servers import Platterd

GROUP = 256_000_000


def one(path, number, failures):
    data = bytes([number]) * (32 * clients.MIB)
    try:
        sock = clients.connect(path)
        for _ in range(2):
            clients.write(sock, number * len(data), data)
            clients.read(sock, number * len(data), len(data))
        sock.close()
    except (OSError, EOFError) as failure:
        failures.append(repr(failure))


def soak(name, server, count):
    failures, begin = [], time.monotonic()
    threads = [threading.Thread(target=one, args=(server.path, number, failures)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - begin
    yield f"{name}: {count} clients × 2 × (write + read 32 MiB), failures", str(len(failures)), "", "0", not failures
    yield f"{name}: seconds", f"{took:.1f}", "", "120", took <= 120
    left = server.in_flight()
    yield f"{name}: bytes in flight afterwards", str(left), "", "0", left == 0
    sock = clients.connect(server.path, patience=5)
    after = clients.read(sock, 0, clients.MIB)
    yield f"{name}: 1 MiB afterwards, ms", f"{after:.1f}", "", "1000", after <= 1000
    yield f"{name}: ready", server.page("/readyz").split()[0], "", "ready", True
    errors = server.said().count("OutOfMemoryError")
    yield f"{name}: OutOfMemoryErrors in the log", str(errors), "", "0", errors == 0


def group():
    """A new control group of the size above, and how a process enters it; None where groups cannot be made."""
    try:
        with open("/proc/self/cgroup") as file:
            own = {line.split(":")[1]: line.strip().split(":", 2)[2] for line in file}
        first = "memory" in own
        top = "/sys/fs/cgroup/memory" + own["memory"] if first else "/sys/fs/cgroup" + own[""]
        folder = tempfile.mkdtemp(prefix="adversity-", dir=top)
        with open(os.path.join(folder, "memory.limit_in_bytes" if first else "memory.max"), "w") as file:
            file.write(str(GROUP))
    except (OSError, KeyError):
        return None

    def enter():
        with open(os.path.join(folder, "cgroup.procs"), "w") as file:
            file.write(str(os.getpid()))
    return folder, enter


def run(home, short, _):
    count = 12 if short else 50
    with Platterd(home) as server:
        yield from soak("-Xmx64m", server, count)
    made = group()
    if made is None:
        yield "control group of 256 MB", "cannot be made here", "", "", True
        return
    folder, enter = made
    try:
        with Platterd(home, "null", "-Dno.option=1", before=enter) as server:
            yield from soak("256 MB", server, count)
            yield "256 MB: the process lives", str(server.process.poll() is None), "", "True", server.process.poll() is None
    finally:
        time.sleep(0.2)
        os.rmdir(folder)

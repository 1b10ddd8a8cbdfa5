# SPDX-License-Identifier: BSD-3-Clause
"""Clients that behave badly, and one that does not. Each kind runs in a process of its own: servers tell clients apart by that."""
import json, os, signal, socket, ssl, struct, time, traceback

REQUEST, SIMPLE = 0x25609513, 0x67446698
OPTION, STARTTLS, GO, ACK, INFO = 0x49484156454F5054, 5, 7, 1, 3
READ, WRITE = 0, 1
MIB = 1 << 20


def exactly(sock, count):
    data = bytearray(count)
    view, at = memoryview(data), 0
    while at < count:
        part = sock.recv_into(view[at:])
        if part == 0:
            raise EOFError("the server has closed the connection")
        at += part
    return data


def option(sock, number, data):
    sock.sendall(struct.pack(">QII", OPTION, number, len(data)) + data)
    kind = INFO
    while kind == INFO:
        _, _, kind, length = struct.unpack(">QIII", exactly(sock, 20))
        answer = exactly(sock, length)
    if kind != ACK:
        raise IOError(f"option {number} was refused: {bytes(answer).decode(errors='replace')}")


def connect(path, export="one", tls=False, patience=120):
    sock = socket.socket(socket.AF_UNIX)
    sock.settimeout(patience)
    for _ in range(100):
        try:
            sock.connect(path)
            break
        except BlockingIOError:        # the queue of those who are to be accepted is full
            time.sleep(0.01)
    exactly(sock, 18)
    sock.sendall(struct.pack(">I", 3))
    if tls:
        option(sock, STARTTLS, b"")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        sock = context.wrap_socket(sock)
    name = export.encode()
    option(sock, GO, struct.pack(">I", len(name)) + name + bytes(2))
    return sock


def header(command, offset, length):
    return struct.pack(">IHHQQI", REQUEST, 0, command, 0, offset, length)


def reply(sock):
    magic, error, _ = struct.unpack(">IIQ", exactly(sock, 16))
    if magic != SIMPLE or error:
        raise IOError(f"the reply has magic 0x{magic:x} and error {error}")


def read(sock, offset, length):
    begin = time.monotonic()
    sock.sendall(header(READ, offset, length))
    reply(sock)
    exactly(sock, length)
    return (time.monotonic() - begin) * 1000


def write(sock, offset, data):
    sock.sendall(header(WRITE, offset, len(data)))
    sock.sendall(data)
    reply(sock)


class Elsewhere:
    """A function in a process of its own. It gets a function that waits for the end, and its result goes to `end`."""

    def __init__(self, work, *arguments):
        self.pipe, child = socket.socketpair()
        self.pid = os.fork()
        if self.pid:
            child.close()
            return
        self.pipe.close()
        try:
            ready = lambda: child.sendall(b"\n")
            result = work(lambda: (ready(), child.recv(1)), *arguments)
            child.sendall(json.dumps(result).encode())
        except BaseException as failure:  # what the parent is to see
            traceback.print_exc()
            child.sendall(json.dumps({"failure": repr(failure)}).encode())
        os._exit(0)

    def ready(self):
        """Waits until it has done its work and waits for the end."""
        self.pipe.recv(1)
        return self

    def result(self):
        data = b""
        while part := self.pipe.recv(1 << 16):
            data += part
        os.waitpid(self.pid, 0)
        return json.loads(data.strip() or "null")

    def end(self):
        self.pipe.shutdown(socket.SHUT_WR)
        return self.result()

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.pipe.close()


def stuck_readers(wait, path, export, tls, count):
    """Each asks for 32 MiB and reads nothing."""
    socks = [connect(path, export, tls) for _ in range(count)]
    for sock in socks:
        sock.sendall(header(READ, 0, 32 * MIB))
    time.sleep(0.3)
    wait()
    return len(socks)


def half_writers(wait, path, export, tls, count):
    """Each begins to write 32 MiB and stops in the middle, or when the server does not read on."""
    socks = [connect(path, export, tls) for _ in range(count)]
    for sock in socks:
        sock.sendall(header(WRITE, 0, 32 * MIB))
        sock.settimeout(0.2)
        try:
            sock.sendall(bytes(16 * MIB))
        except (TimeoutError, OSError):
            pass
    wait()
    return len(socks)


def idlers(wait, path, export, tls, count):
    socks = [connect(path, export, tls) for _ in range(count)]
    wait()
    return len(socks)


def healthy(wait, path, export, tls, seconds):
    """Reads 4 KiB at a time for a while, and 32 MiB three times: milliseconds."""
    sock = connect(path, export, tls)
    small, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        small.append(read(sock, 4096 * (len(small) % 1000), 4096))
    large = sorted(read(sock, 0, 32 * MIB) for _ in range(3))
    small.sort()
    return {"p50": small[len(small) // 2], "p99": small[len(small) * 99 // 100], "large": large[1]}

# A disk of 200001 bytes, which knows which of its blocks were never written.
import nbdkit

API_VERSION = 2
BLOCK = 4096
disk = bytearray(200001)
holes = set(range(len(disk) // BLOCK + 1))


def thread_model():
    return nbdkit.THREAD_MODEL_SERIALIZE_ALL_REQUESTS


def open(readonly):
    return nbdkit.export_name()


def get_size(h):
    return len(disk)


def can_multi_conn(h):
    return True


def can_fua(h):
    return nbdkit.FUA_NATIVE


def pread(h, buf, offset, flags):
    buf[:] = disk[offset:offset + len(buf)]


def pwrite(h, buf, offset, flags):
    disk[offset:offset + len(buf)] = buf
    holes.difference_update(range(offset // BLOCK, (offset + len(buf) - 1) // BLOCK + 1))


def zero(h, count, offset, flags):
    disk[offset:offset + count] = bytes(count)


def trim(h, count, offset, flags):
    zero(h, count, offset, flags)


def flush(h, flags):
    pass


def cache(h, count, offset, flags):
    pass


def extents(h, count, offset, flags):
    first = offset // BLOCK
    last = (offset + count - 1) // BLOCK
    return [(block * BLOCK, min(BLOCK, len(disk) - block * BLOCK),
             nbdkit.EXTENT_HOLE | nbdkit.EXTENT_ZERO if block in holes else 0) for block in range(first, last + 1)]

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.uring;

import dev.platter.blkio.device.Device;
import dev.platter.blkio.device.DeviceQueues;
import dev.platter.blkio.device.DeviceThread;
import dev.platter.blkio.device.DeviceUser;
import dev.platter.blkio.device.Traits;
import dev.platter.blkio.device.WatchedQueue;
import dev.platter.libc.Allocation;
import dev.platter.libc.Descriptors;
import dev.platter.libc.Errno;
import dev.platter.libc.Ring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An open file or block device, with a ring for each queue. */
final class UringDevice implements Device {
    private static final long PAGE = 4096;

    private final Path path;
    private final int fd;
    private final boolean writable;
    private final int entries;
    private final boolean holes;
    private final List<UringRing> rings = new ArrayList<>();
    private final DeviceQueues queues;

    UringDevice(Path path, int fd, boolean writable, int queueCount, int entries, DeviceUser user) throws IOException {
        this.path = path;
        this.fd = fd;
        this.writable = writable;
        this.entries = entries;
        holes = writable && canPunchHoles();
        try {
            for (int i = 0; i < queueCount; i++) {
                rings.add(new UringRing(Ring.openShared(entries), fd, entries));
            }
            DeviceThread thread = new DeviceThread("io_uring " + path.getFileName(), user.logger());
            queues = new DeviceQueues(rings, thread, reason -> user.lost(this, reason));
        } catch (IOException | RuntimeException e) {
            rings.forEach(UringRing::close);
            throw e;
        }
    }

    /** Tries it where it has no effect: behind the end of a file. The kernel does it for every block device. */
    private boolean canPunchHoles() throws IOException {
        if (!Files.isRegularFile(path)) {
            return true;
        }
        long end = Math.ceilDiv(size(), PAGE) * PAGE;
        return Allocation.punchHole(fd, end, PAGE) == 0;
    }

    private long size() throws IOException {
        long size = Descriptors.size(fd);
        if (size < 0) {
            throw new IOException("cannot find out the size of " + path + ": " + Errno.sentence((int) -size));
        }
        return size;
    }

    @Override
    public Traits traits() throws IOException {
        return new Traits(size(), !writable, true, holes, holes, 1, 0, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    @Override
    public List<WatchedQueue> queues() {
        return queues.all();
    }

    @Override
    public String get(String property) throws IOException {
        Map<String, Object> values = Map.of(
                "path",
                path,
                "driver",
                UringDriver.NAME,
                UringDriver.QUEUES,
                rings.size(),
                UringDriver.ENTRIES,
                entries,
                "capacity",
                size(),
                "fd",
                fd,
                "read-only",
                !writable,
                "request-alignment",
                1);
        Object value = values.get(property);
        if (value == null) {
            throw new IOException("Unknown property name");
        }
        return value.toString();
    }

    /** Called when no request is under way, as the system may still write into the memory of one. */
    @Override
    public void close() {
        queues.close();
        rings.forEach(UringRing::close);
        Descriptors.close(fd);
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.uring;

import dev.platter.blkio.device.Device;
import dev.platter.blkio.device.DeviceQueues;
import dev.platter.blkio.device.DeviceUser;
import dev.platter.blkio.device.Traits;
import dev.platter.blkio.device.WatchedQueue;
import dev.platter.libc.Allocation;
import dev.platter.libc.DescriptorThread;
import dev.platter.libc.Descriptors;
import dev.platter.libc.DirectAccess;
import dev.platter.libc.Errno;
import dev.platter.libc.Ring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An open file or block device, with a ring for each queue. */
final class UringDevice implements Device {
    private static final long PAGE = 4096;

    private final Path path;
    private final int fd;
    private final boolean writable;
    private final int entries;
    private final boolean direct;
    private final DirectAccess.Alignment alignment;
    private final boolean holes;
    private final List<UringRing> rings = new ArrayList<>();
    private final DeviceQueues queues;

    UringDevice(Path path, int fd, boolean writable, boolean direct, int queueCount, int entries, DeviceUser user)
            throws IOException {
        this.direct = direct;
        this.path = path;
        this.fd = fd;
        this.writable = writable;
        this.entries = entries;
        alignment = direct ? bypassCache() : new DirectAccess.Alignment(1, 1);
        holes = writable && canPunchHoles();
        try {
            for (int i = 0; i < queueCount; i++) {
                rings.add(new UringRing(Ring.openShared(entries), fd, entries, alignment.memory() > 1));
            }
            DescriptorThread thread = new DescriptorThread("io_uring " + path.getFileName(), user.logger());
            queues = new DeviceQueues(rings, thread, reason -> user.lost(this, reason));
        } catch (IOException | RuntimeException e) {
            rings.forEach(UringRing::close);
            throw e;
        }
    }

    private DirectAccess.Alignment bypassCache() throws IOException {
        if (DirectAccess.begin(fd) < 0) {
            throw new IOException(path + " cannot be accessed past the system's cache, since its file system does not"
                    + " support that: leave direct=true out");
        }
        return DirectAccess.alignment(fd);
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
        int block = alignment.offset();
        long whole = size() / block * block; // the rest cannot be read past the cache
        long longest = Long.MAX_VALUE / block * block;
        return new Traits(whole, !writable, true, holes, holes, block, 0, longest, longest);
    }

    @Override
    public List<WatchedQueue> queues() {
        return queues.all();
    }

    @Override
    public String get(String property) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("path", path);
        values.put("driver", UringDriver.NAME);
        values.put("direct", direct);
        values.put(UringDriver.QUEUES, rings.size());
        values.put(UringDriver.ENTRIES, entries);
        values.put("capacity", traits().capacity());
        values.put("fd", fd);
        values.put("read-only", !writable);
        values.put("request-alignment", alignment.offset());
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

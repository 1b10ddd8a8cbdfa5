// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.library;

import dev.platter.blkio.device.Device;
import dev.platter.blkio.device.DeviceQueues;
import dev.platter.blkio.device.DeviceUser;
import dev.platter.blkio.device.Traits;
import dev.platter.blkio.device.WatchedQueue;
import dev.platter.libc.DescriptorThread;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A device that libblkio has started. */
final class LibraryDevice implements Device {
    /** The longest read or write in memory that is allocated for each slot. Longer ones are split. */
    private static final int LONGEST_IN_MEMORY = 256 * 1024;

    /** The longest read or write that goes to the device as it is. */
    private static final int LONGEST = 64 << 20;

    private final Handle handle;
    private final String driver;
    private final boolean readOnly;
    private final DeviceQueues queues;

    /**
     * Takes over a device that was started.
     *
     * @param before the sockets that were there before it was connected; null if it is not behind a socket
     */
    LibraryDevice(Handle handle, String driver, boolean readOnly, @Nullable ConnectedSockets before, DeviceUser user)
            throws IOException {
        this.handle = handle;
        this.driver = driver;
        this.readOnly = readOnly;
        List<LibraryRing> rings = rings();
        DescriptorThread thread = new DescriptorThread("libblkio " + driver, user.logger());
        queues = new DeviceQueues(rings, thread, reason -> user.lost(this, reason));
        if (before != null) {
            watch(before, thread);
        }
    }

    private List<LibraryRing> rings() throws IOException {
        int count = (int) handle.number("num-queues");
        boolean needsMemory = handle.flag("needs-mem-regions") || handle.number("buf-alignment") > 1;
        int longest = longest(needsMemory ? LONGEST_IN_MEMORY : LONGEST);
        long each = (long) LibraryRing.SLOTS * longest;
        MemorySegment memory = needsMemory ? handle.memory(each * count) : null;
        List<LibraryRing> rings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rings.add(new LibraryRing(handle.queue(i), longest, part(memory, i, each)));
        }
        return rings;
    }

    private static @Nullable MemorySegment part(@Nullable MemorySegment memory, int index, long each) {
        return memory == null ? null : memory.asSlice(index * each, each);
    }

    private int longest(int most) throws IOException {
        long longest = most;
        for (String property : List.of("max-transfer", "max-segment-len")) {
            long limit = handle.number(property);
            longest = limit > 0 ? Math.min(longest, limit) : longest;
        }
        int alignment = alignment();
        return (int) (longest / alignment * alignment);
    }

    private int alignment() throws IOException {
        long alignment = handle.number("request-alignment");
        if (Long.bitCount(alignment) != 1 || alignment > 65536) {
            throw new IOException("libblkio says that requests are aligned to " + alignment
                    + " bytes, and that must be a power of two up to 65536");
        }
        return (int) alignment;
    }

    /** The library does not notice that the process behind a socket has ended. */
    private void watch(ConnectedSockets before, DescriptorThread thread) {
        IOException ended =
                new IOException("the vhost-user device at " + before.device() + " has closed the connection");
        before.added().ifPresent(descriptor -> thread.whenEnded(descriptor, () -> queues.lose(ended)));
    }

    @Override
    public Traits traits() throws IOException {
        int alignment = alignment();
        long capacity = handle.number("capacity");
        if (capacity < 0) {
            throw new IOException("libblkio says that the device has " + Long.toUnsignedString(capacity)
                    + " bytes, and a disk can have " + Long.MAX_VALUE);
        }
        long longestTrim = handle.number("max-discard-len");
        long longestZero = handle.number("max-write-zeroes-len");
        return new Traits(
                capacity / alignment * alignment,
                readOnly,
                true,
                !readOnly && isOffered(longestTrim),
                !readOnly && isOffered(longestZero),
                alignment,
                (int) handle.number("optimal-io-size"),
                aligned(longestTrim, alignment),
                aligned(longestZero, alignment));
    }

    /** A virtio device without the feature has a limit of 0; for other drivers that means that there is no limit. */
    private boolean isOffered(long longest) {
        return longest != 0 || !driver.startsWith("virtio-");
    }

    private static long aligned(long longest, int alignment) {
        return longest <= 0 ? Long.MAX_VALUE / alignment * alignment : longest / alignment * alignment;
    }

    @Override
    public List<WatchedQueue> queues() {
        return queues.all();
    }

    @Override
    public String get(String property) throws IOException {
        return handle.get(property);
    }

    @Override
    public void close() {
        queues.close();
        handle.close();
    }
}

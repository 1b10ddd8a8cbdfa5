// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.api.ThreadModel;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * A disk that forgets what was not flushed when its power is cut, as storage with a volatile cache may. It is what
 * comes under a plugin or file system whose flushes are to be judged: whatever that has confirmed must be there after
 * {@link #cutPower}.
 *
 * <p>All clients that open it share it, and many threads may call it.
 */
public final class ForgetfulDisk implements Disk {
    private static final int PAGE = 4096;

    private final byte[] cached;
    private final byte[] durable;
    private final BitSet dirty;
    private boolean powered = true;

    /**
     * A disk of zeroes, all of them durable.
     *
     * @param size in bytes
     */
    public ForgetfulDisk(int size) {
        cached = new byte[size];
        durable = new byte[size];
        dirty = new BitSet();
    }

    /**
     * Cuts the power: everything that was not made durable is lost, and until {@link #restorePower} all requests fail,
     * also those that are under way.
     */
    public synchronized void cutPower() {
        powered = false;
        System.arraycopy(durable, 0, cached, 0, durable.length);
        dirty.clear();
    }

    /** Lets it answer requests again. */
    public synchronized void restorePower() {
        powered = true;
    }

    /**
     * What would be left after a power cut.
     *
     * @param offset of the first byte
     * @param length how many bytes
     * @return a copy of the durable bytes
     */
    public synchronized byte[] durable(int offset, int length) {
        byte[] copy = new byte[length];
        System.arraycopy(durable, offset, copy, 0, length);
        return copy;
    }

    /**
     * Serves it.
     *
     * @return a plugin whose clients all get this disk
     */
    public Plugin plugin() {
        return new Shared(this);
    }

    @Override
    public long size() {
        return cached.length;
    }

    @Override
    public Features features() {
        return Features.writable().withFlush().withFua(Support.NATIVE).withMultiConn(true);
    }

    @Override
    public synchronized void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        requirePower();
        into.put(cached, (int) offset, into.remaining());
    }

    @Override
    public synchronized void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        requirePower();
        int begin = (int) offset;
        int end = begin + from.remaining();
        from.get(cached, begin, end - begin);
        if (flags.fua()) {
            System.arraycopy(cached, begin, durable, begin, end - begin);
        } else {
            dirty.set(begin / PAGE, (end - 1) / PAGE + 1);
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        requirePower();
        for (int page = dirty.nextSetBit(0); page >= 0; page = dirty.nextSetBit(page + 1)) {
            int begin = page * PAGE;
            System.arraycopy(cached, begin, durable, begin, Math.min(PAGE, cached.length - begin));
        }
        dirty.clear();
    }

    private void requirePower() throws DiskException {
        if (!powered) {
            throw new DiskException(NbdError.EIO, "the power of the disk was cut");
        }
    }

    @NbdPlugin(name = "forgetful", summary = "a disk that can lose its power", threadModel = ThreadModel.PARALLEL)
    private static final class Shared implements Plugin {
        private final Disk disk;

        Shared(Disk disk) {
            this.disk = disk;
        }

        @Override
        public Disk open(Client client) {
            return disk;
        }
    }
}

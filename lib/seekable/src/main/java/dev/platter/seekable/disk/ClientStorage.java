// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.disk;

import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The file behind an image that several clients have in common, each with a disk of its own behind it: a call goes to the
 * disk of the client that it is made for. So a disk that waits is told when that client has gone, and fails for that client
 * alone.
 */
final class ClientStorage implements Storage {
    /** The disk of the client that this thread works for. */
    private final ScopedValue<Storage> current = ScopedValue.newInstance();

    private final Storage common;

    /** @param common is used where no client asks */
    ClientStorage(Storage common) {
        this.common = common;
    }

    /** Work that is done for a client. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Works for a client. */
    void with(Storage own, Work work) throws IOException {
        ScopedValue.where(current, own).<Void, IOException>call(() -> {
            work.run();
            return null;
        });
    }

    private Storage storage() {
        return current.isBound() ? current.get() : common;
    }

    @Override
    public long size() throws IOException {
        return common.size();
    }

    @Override
    public void read(ByteBuffer into, long position) throws IOException {
        storage().read(into, position);
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
        storage().write(from, position);
    }

    @Override
    public void sync() throws IOException {
        storage().sync();
    }

    @Override
    public void close() {}
}

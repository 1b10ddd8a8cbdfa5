// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Long blocks of a file of another program, unpacked in a temporary file: each at its own offset, so that the file has holes
 * for what nobody has read. A thread that wants a block waits while another one unpacks it.
 */
final class UnpackedBlocks implements Closeable {
    private final BlockReader reader;
    private final Set<Long> done = new HashSet<>();
    private @Nullable FileChannel channel;

    UnpackedBlocks(BlockReader reader) {
        this.reader = reader;
    }

    void read(Block block, ByteBuffer into, long offset) throws IOException {
        FileChannel from = unpacked(block);
        long at = offset;
        while (into.hasRemaining()) {
            int read = from.read(into, at);
            if (read < 0) {
                throw new IOException("the temporary file with the unpacked image became shorter");
            }
            at += read;
        }
    }

    private synchronized FileChannel unpacked(Block block) throws IOException {
        // A reader that is interrupted closes the channel, and with it the file is gone.
        if (channel == null || !channel.isOpen()) {
            done.clear();
            Path path = Files.createTempFile(folder(), "platter-unpacked", ".img");
            channel = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        if (!done.contains(block.offset())) {
            log("there is no way into the middle of a block of " + block.length() + " bytes at offset " + block.offset()
                    + ": it is unpacked into a temporary file in " + folder());
            unpack(block, channel);
            done.add(block.offset());
        }
        return channel;
    }

    private static Path folder() {
        return Path.of(Optional.ofNullable(System.getenv("TMPDIR")).orElse(System.getProperty("java.io.tmpdir")));
    }

    private static void log(String message) {
        System.getLogger(UnpackedBlocks.class.getName()).log(Level.DEBUG, message);
    }

    private void unpack(Block block, FileChannel to) throws IOException {
        long[] at = {block.offset()};
        reader.unpack(block, bytes -> {
            while (bytes.hasRemaining()) {
                at[0] += to.write(bytes, at[0]);
            }
        });
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}

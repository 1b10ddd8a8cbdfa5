// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.Extent;
import dev.platter.client.NbdClient;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/**
 * One request of a sequence.
 *
 * @param connection the number of the client that sends it
 * @param offset in bytes; without meaning for a flush
 * @param length in bytes; without meaning for a flush
 * @param flags {@link CommandFlags}
 * @param seed decides what is written
 */
record Step(Kind kind, int connection, long offset, int length, int flags, int seed) {
    byte[] data() {
        return Bytes.data(seed, length);
    }

    byte[] read(NbdClient client) throws IOException {
        return Bytes.read(client, offset, length);
    }

    List<Extent> extents(NbdClient client) throws IOException {
        return client.blockStatus(offset, length, flags).getOrDefault(BlockStatus.BASE_ALLOCATION, List.of());
    }

    /** Sends the request, and ignores the answer. */
    void ask(NbdClient client) throws IOException {
        switch (kind) {
            case READ -> read(client);
            case WRITE -> client.write(offset, ByteBuffer.wrap(data()), flags);
            case ZERO -> client.writeZeroes(offset, length, flags);
            case TRIM -> client.trim(offset, length, flags);
            case FLUSH -> client.flush();
            case CACHE -> client.cache(offset, length);
            case EXTENTS -> extents(client);
        }
    }

    Step withoutFlags() {
        return new Step(kind, connection, offset, length, 0, seed);
    }

    @Override
    public String toString() {
        String text = "client " + connection + ": " + kind.name().toLowerCase(Locale.ROOT);
        if (kind == Kind.FLUSH) {
            return text;
        }
        text += " " + length + " bytes at " + offset;
        text += kind == Kind.WRITE ? ", data " + seed : "";
        return flags == 0 ? text : text + " " + CommandFlags.namesOf(flags);
    }
}

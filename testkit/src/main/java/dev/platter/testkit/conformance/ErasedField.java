// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.NbdClient;
import java.io.IOException;

/** A range full of data: a test erases its middle, and then checks the rest. */
final class ErasedField {
    private final NbdClient writer;
    private final NbdClient reader;
    private final long start;
    private final int edge;
    private final int middle;
    private final byte[] data;

    ErasedField(NbdClient writer, NbdClient reader, long start, int edge, int middle, long seed) throws IOException {
        this.writer = writer;
        this.reader = reader;
        this.start = start;
        this.edge = edge;
        this.middle = middle;
        data = Bytes.data(seed, middle + 2 * edge);
        Bytes.write(writer, start, data);
    }

    NbdClient writer() {
        return writer;
    }

    /** Where the middle begins. */
    long offset() {
        return start + edge;
    }

    int length() {
        return middle;
    }

    byte[] middle() throws IOException {
        return Bytes.read(reader, offset(), middle);
    }

    byte[] original() {
        byte[] original = new byte[middle];
        System.arraycopy(data, edge, original, 0, middle);
        return original;
    }

    /** Demands that no byte outside the middle has changed. */
    void edgesAreIntact(String after) throws IOException {
        byte[] now = Bytes.read(reader, start, data.length);
        System.arraycopy(data, edge, now, edge, middle);
        Bytes.same(
                data,
                now,
                start,
                after + " of " + middle + " bytes at " + offset() + " has changed bytes outside of it");
    }
}

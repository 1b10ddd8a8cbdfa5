// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.error;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.TestCompletion;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.function.DoubleSupplier;

/** A disk as the filter shows it, and one request of each kind. */
final class Filtered {
    static final List<String> COMMANDS = List.of("pread", "pwrite", "trim", "zero", "extents", "cache", "flush");

    private static final ExtentSink NOWHERE = (offset, length, status) -> true;

    private Filtered() {}

    static AsyncDisk disk(Disk behind, ErrorFilter filter) {
        return disk(behind, filter, () -> 0.5);
    }

    static AsyncDisk disk(Disk behind, ErrorFilter filter, DoubleSupplier random) {
        return new ErrorDisk(behind, filter.faults(), random);
    }

    static DoubleSupplier drawing(Double... numbers) {
        Iterator<Double> rest = List.of(numbers).iterator();
        return rest::next;
    }

    /** Sends a request and returns its outcome. */
    static String outcome(AsyncDisk disk, String command) {
        TestCompletion end = new TestCompletion();
        switch (command) {
            case "pread" -> disk.read(ByteBuffer.allocate(4), 0, HoleSink.NONE, end);
            case "pwrite" -> disk.write(ByteBuffer.allocate(4), 0, RequestFlags.NONE, end);
            case "trim" -> disk.trim(0, 4, RequestFlags.NONE, end);
            case "zero" -> disk.zero(0, 4, RequestFlags.NONE, end);
            case "extents" -> disk.extents(0, 4, NOWHERE, end);
            case "cache" -> disk.cache(0, 4, end);
            case "x:dirty" -> disk.blockStatus(command, 0, 4, NOWHERE, end);
            default -> disk.flush(end);
        }
        return end.outcome();
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.noextents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestOpener;
import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the filter alone does, and what every filter has to do. */
@Tag("same-in-both-modes")
class NoExtentsTest extends FilterConformance {
    private final RecordingDisk behind = RecordingDisk.of(1000);

    @Override
    protected Subject subject() {
        return Subject.of(NoExtentsFilter.class);
    }

    @Test
    void extentsAreEmulatedAndOtherFeaturesAreKept() throws IOException {
        Features features = filtered(behind).features();
        assertEquals(RecordingDisk.EVERYTHING.withExtents(Support.EMULATED), features);
    }

    @Test
    void otherContextsAreKept() throws IOException {
        assertEquals(List.of("x:dirty"), filtered(behind).metaContexts());
    }

    @Test
    void readsReportNoHoles() throws IOException {
        Disk hollow = new Disk() {
            @Override
            public long size() {
                return 1000;
            }

            @Override
            public void read(ByteBuffer into, long offset, HoleSink holes) {
                into.put((byte) 7);
                holes.hole(1, 2);
            }
        };
        ByteBuffer buffer = ByteBuffer.allocate(4);
        filtered(hollow).read(buffer, 0, (index, length) -> fail("a hole at " + index));
        assertEquals(7, buffer.get(0));
    }

    @Test
    void otherRequestsPass() throws IOException {
        AsyncDisk disk = filtered(behind);
        disk.trim(1, 2, RequestFlags.NONE.withFua(true));
        disk.close();
        assertEquals(List.of("trim 2 at 1 [fua]", "close"), behind.requests());
    }

    @Test
    void theFilterIsInlineAsynchronousOrBlockingAsTheDiskBehindIs() throws IOException {
        assertTrue(filtered(behind).completesOnReturn());
        assertFalse(filtered(new HeldDisk(1000)).completesOnReturn());
        assertFalse(filtered(behind).blocking());
        assertTrue(filtered(behind.thatBlocks()).blocking());
    }

    private static AsyncDisk filtered(Disk behind) throws IOException {
        Disk disk = new NoExtentsFilter().open(new TestOpener(behind), TestClient.anybody());
        return assertInstanceOf(AsyncDisk.class, disk);
    }
}

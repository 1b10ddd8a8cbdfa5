// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cacheextents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.TransparentDisk;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestOpener;
import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("same-in-both-modes")
class CacheExtentsConformanceTest {
    @Nested
    class Suite extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(CacheExtentsFilter.class);
        }
    }

    private final CacheExtentsFilter filter = new CacheExtentsFilter();
    private final List<String> asked = new ArrayList<>();

    /** Has a hole in every second kilobyte, and says what it was asked. */
    private final Disk behind = new TransparentDisk(RecordingDisk.of(8192)) {
        @Override
        public void extents(long offset, long length, ExtentSink sink, Completion completion) {
            asked.add(offset + "+" + length);
            boolean wanted = true;
            for (long at = offset & -1024; at < offset + length && wanted; at += 1024) {
                wanted = sink.add(at, 1024, at / 1024 % 2 == 0 ? 0 : 3);
            }
            completion.succeeded();
        }
    };

    private AsyncDisk open(Disk disk) throws IOException {
        return (AsyncDisk) filter.open(new TestOpener(disk), TestClient.anybody());
    }

    private static String first(AsyncDisk disk, long offset, long length) throws IOException {
        List<String> told = new ArrayList<>();
        disk.extents(offset, length, (at, size, status) -> {
            told.add(at + "+" + size + " " + status);
            return false;
        });
        return String.join(", ", told);
    }

    @Test
    void oneQuestionAnswersTheNext() throws IOException {
        AsyncDisk disk = open(behind);
        assertEquals("0+1024 0", first(disk, 0, 4096));
        assertEquals("1024+1024 3", first(disk, 1024, 4096));
        assertEquals("3072+1024 3", first(disk, 3100, 10));
        assertEquals(List.of("0+4096"), asked);
        assertEquals("4096+1024 0", first(disk, 4096, 4096));
        assertEquals(List.of("0+4096", "4096+4096"), asked);
    }

    @Test
    void whatChangesTheDiskMakesItForget() throws IOException {
        AsyncDisk disk = open(behind);
        AsyncDisk other = open(behind);
        first(disk, 0, 4096);
        other.write(ByteBuffer.allocateDirect(1), 0, RequestFlags.NONE);
        first(disk, 0, 4096);
        other.trim(0, 1, RequestFlags.NONE);
        first(disk, 0, 4096);
        other.zero(0, 1, RequestFlags.NONE);
        first(disk, 0, 4096);
        other.flush();
        first(disk, 0, 4096);
        assertEquals(4, asked.size(), asked::toString);
    }

    @Test
    void anAnswerThatAWriteHasOvertakenIsNotKept() throws IOException {
        HeldDisk held = new HeldDisk(8192);
        AsyncDisk disk = open(held);
        TestCompletion end = new TestCompletion();
        disk.extents(0, 4096, (offset, length, status) -> true, end);
        Completion answer = held.release().getFirst();
        disk.write(ByteBuffer.allocateDirect(1), 0, RequestFlags.NONE, new TestCompletion());
        answer.succeeded();
        held.release().forEach(Completion::succeeded);
        assertEquals("succeeded", end.outcome());
        disk.extents(0, 4096, (offset, length, status) -> true, new TestCompletion());
        assertEquals(1, held.release().size(), "the disk was not asked again");
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.RequestFlags;
import dev.platter.testkit.TestCompletion;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What clients are told of requests, whatever the library says. */
@EnabledOnOs(OS.LINUX)
class RequestTableTest {
    private static final int ENOSPC = 28;
    private static final int EDQUOT = 122;
    private static final int ESHUTDOWN = 108;

    private final FakeRequests library = new FakeRequests();
    private final List<String> blocklisted = new ArrayList<>();
    private final RequestTable table =
            new RequestTable(library, "rbd/disk", reason -> blocklisted.add(reason.getMessage()));

    private TestCompletion write() {
        TestCompletion completion = new TestCompletion();
        table.write(ByteBuffer.allocateDirect(512), 4096, completion);
        return completion;
    }

    private long last() {
        return library.begun.getLast();
    }

    @Test
    void aReadEndsWithItsBufferFull() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(512).position(100).limit(300);
        TestCompletion completion = new TestCompletion();
        table.read(buffer, 0, completion);
        assertEquals("pending", completion.outcome());

        library.finish(last(), 200);
        table.reap();

        assertEquals("succeeded", completion.outcome());
        assertEquals(300, buffer.position());
    }

    @Test
    void aReadThatIsShortFails() {
        TestCompletion completion = new TestCompletion();
        table.read(ByteBuffer.allocateDirect(512), 4096, completion);

        library.finish(last(), 100);
        table.reap();

        assertEquals("EINVAL the image rbd/disk has shrunk: of 512 bytes at 4096 there are 100", completion.outcome());
    }

    @Test
    void aFullPoolIsEnospc() {
        for (int errno : List.of(ENOSPC, EDQUOT)) {
            TestCompletion completion = write();
            library.finish(last(), -errno);
            table.reap();

            assertTrue(
                    completion.outcome().startsWith("ENOSPC the image rbd/disk failed a write of 512 bytes at 4096: "),
                    completion.outcome());
        }
    }

    @Test
    void aRequestThatIsNotBegunFailsAtOnce() {
        library.answer = -5;

        TestCompletion completion = write();

        assertTrue(completion.outcome().startsWith("EIO the image rbd/disk failed a write"), completion.outcome());
    }

    @Test
    void beingBlocklistedIsToldOnceAndFailsWithEshutdown() {
        TestCompletion one = write();
        long first = last();
        TestCompletion other = write();
        library.finish(last(), -ESHUTDOWN);
        library.finish(first, -ESHUTDOWN);
        table.reap();

        assertTrue(one.outcome().startsWith("ESHUTDOWN ") && other.outcome().startsWith("ESHUTDOWN "), one.outcome());
        assertEquals(1, blocklisted.size());
        assertTrue(blocklisted.getFirst().contains("blocklisted"), blocklisted.getFirst());
    }

    @Test
    void moreRequestsThanABatchAreToldInOneRun() {
        List<TestCompletion> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            TestCompletion completion = new TestCompletion();
            table.zero(i, 1, RequestFlags.NONE, completion);
            all.add(completion);
        }
        assertEquals(200, new HashSet<>(library.begun).size());

        List.copyOf(library.begun).forEach(token -> library.finish(token, 0));
        table.reap();

        all.forEach(completion -> assertEquals("succeeded", completion.outcome()));
    }

    @Test
    void aPlaceIsUsedAgain() {
        for (int i = 0; i < 1000; i++) {
            TestCompletion completion = new TestCompletion();
            table.flush(completion);
            assertTrue(last() < 16, () -> "the number " + last() + " with one request at a time");
            library.finish(last(), 0);
            table.reap();
            assertEquals("succeeded", completion.outcome());
        }
    }
}

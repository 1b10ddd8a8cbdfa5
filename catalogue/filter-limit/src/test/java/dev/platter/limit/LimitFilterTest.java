// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Export;
import dev.platter.api.Opener;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitFilterTest {
    private final TestOpener next = new TestOpener(RecordingDisk.of(1000));
    private final TestClient client = TestClient.anybody();

    private static LimitFilter limited(long limit) {
        return new LimitFilter(new LimitFilter.Config(limit));
    }

    private void assertFull(LimitFilter filter, int limit) {
        String early =
                assertThrows(DiskException.class, () -> filter.accept(client)).getMessage();
        String late = assertThrows(DiskException.class, () -> filter.open(next, client))
                .getMessage();
        assertEquals(early, late);
        assertTrue(early.contains("rejected: " + limit), early);
    }

    @Test
    void clientsBeyondTheLimitAreRefusedUntilOneLeaves() throws IOException {
        LimitFilter filter = limited(2);
        Disk first = filter.open(next, client);
        filter.accept(client);
        Disk second = filter.open(next, client);
        assertFull(filter, 2);

        first.close();
        filter.accept(client);
        first = filter.open(next, client);
        assertFull(filter, 2);
        first.close();
        second.close();
    }

    @Test
    void zeroIsNoLimit() throws IOException {
        LimitFilter filter = limited(0);
        for (int i = 0; i < 100; i++) {
            filter.accept(client);
            filter.open(next, client);
        }
    }

    @Test
    void diskThatCannotBeOpenedDoesNotCount() throws IOException {
        LimitFilter filter = limited(1);
        assertThrows(IOException.class, () -> filter.open(new ClosedOpener(), client));
        filter.accept(client);
        filter.open(next, client);
        assertFull(filter, 1);
    }

    private static final class ClosedOpener implements Opener {
        @Override
        public Disk open(Client client) throws IOException {
            throw new IOException("closed");
        }

        @Override
        public List<Export> exports(Client client) {
            return List.of();
        }

        @Override
        public String defaultExport(Client client) {
            return "";
        }
    }
}

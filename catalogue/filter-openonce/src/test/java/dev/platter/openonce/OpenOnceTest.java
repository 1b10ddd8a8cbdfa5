// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.openonce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.HoleSink;
import dev.platter.api.Opener;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenOnceTest {
    private final OpenOnceFilter filter = new OpenOnceFilter();
    private final Behind behind = new Behind();

    private Disk open(Client client) throws IOException {
        return filter.open(behind, client);
    }

    private void assertHappened(String... events) {
        assertEquals(List.of(events), behind.events);
    }

    @Test
    void diskIsOpenedOnceForEachNameAndClosedInTheEnd() throws IOException {
        filter.start(behind, new TestContext());
        Client a = new TestClient(1, "a", false);
        open(a).close();
        Disk second = open(new TestClient(2, "a", false));
        open(new TestClient(3, "b", false));
        assertHappened("open a", "open b");

        second.read(ByteBuffer.allocateDirect(1), 0, HoleSink.NONE);
        second.close();
        assertHappened("open a", "open b", "read a");
        filter.stop();
        behind.events.sort(null);
        assertHappened("close a", "close b", "open a", "open b", "read a");
    }

    @Test
    void clientsThatOnlyReadHaveADiskOfTheirOwn() throws IOException {
        filter.start(behind, new TestContext());
        open(new TestClient(1, "", true));
        open(new TestClient(2, "", false));
        open(new TestClient(3, "", true));
        assertHappened("open  read-only", "open ");
    }

    @Test
    void nextClientTriesAgainToOpenWhatCouldNotBeOpened() throws IOException {
        filter.start(behind, new TestContext());
        behind.failure = "no such disk";
        assertThrows(IOException.class, () -> open(TestClient.anybody()));
        behind.failure = "";
        open(TestClient.anybody());
        assertHappened("refuse ", "open ");
    }

    @Test
    void diskWhoseSizeCannotBeToldIsClosedAgain() throws IOException {
        filter.start(behind, new TestContext());
        behind.size = -1;
        assertThrows(IOException.class, () -> open(TestClient.anybody()));
        assertHappened("open ", "close ");
    }

    @Test
    void everyClientIsToldTheSameSize() throws IOException {
        filter.start(behind, new TestContext());
        assertEquals(1000, open(TestClient.anybody()).size());
        behind.size = 2000;
        assertEquals(1000, open(TestClient.anybody()).size());
    }

    @Test
    void disksAreClosedBeforeTheMembersBehindHandOver() throws IOException {
        filter.start(behind, new TestContext());
        open(TestClient.anybody());
        filter.release();
        assertHappened("open ", "close ");
        filter.keep();
        open(TestClient.anybody());
        assertHappened("open ", "close ", "open ");
    }

    private static final class Behind implements Opener {
        private final List<String> events = new ArrayList<>();
        private String failure = "";
        private long size = 1000;

        @Override
        public Disk open(Client client) throws IOException {
            assertEquals(0, client.id(), "the disk is opened for the server");
            String name = client.exportName() + (client.readOnly() ? " read-only" : "");
            if (!failure.isEmpty()) {
                events.add("refuse " + name);
                throw new IOException(failure);
            }
            events.add("open " + name);
            return new Disk() {
                @Override
                public long size() throws IOException {
                    if (size < 0) {
                        throw new IOException("unknown");
                    }
                    return size;
                }

                @Override
                public void read(ByteBuffer into, long offset, HoleSink holes) {
                    events.add("read " + name);
                    into.position(into.limit());
                }

                @Override
                public void close() {
                    events.add("close " + name);
                }
            };
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

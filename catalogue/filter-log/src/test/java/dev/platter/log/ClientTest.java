// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.Features;
import dev.platter.api.Support;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log's entries about clients. */
class ClientTest {
    @TempDir
    private Path folder;

    private final RecordingDisk behind = RecordingDisk.of(1 << 20);

    @Test
    void connectingAndDisconnectingAreLogged() throws IOException {
        Watched watched = Watched.disk(behind, folder.resolve("log"));
        TestClient client = new TestClient(7, "it's", false);
        watched.filter.accept(client);
        AsyncDisk disk = watched.open(client);
        disk.flush();
        disk.close();
        assertEquals(
                List.of(
                        "Ready thread_model=3",
                        "Preconnect id=1 readonly=0 ...",
                        "...Preconnect id=1 return=0",
                        "connection=7 Connect export=\"it's\" tls=0 size=0x100000 minsize=0x1 prefsize=0x1000"
                                + " maxsize=0xffffffff write=1 flush=1 rotational=0 trim=1 zero=2 fua=2 extents=1"
                                + " cache=2 fast_zero=1",
                        "connection=7 Flush id=1 ...",
                        "connection=7 ...Flush id=1 return=0",
                        "connection=7 Disconnect transactions=1"),
                watched.lines());
        assertEquals(List.of("flush", "close"), behind.requests());
    }

    @Test
    void theFeaturesOfTheDiskAreLogged() throws IOException {
        Features less = Features.readOnly()
                .withRotational(true)
                .withCache(Support.EMULATED)
                .withBlockSizes(new BlockSizes(512, 4096, 1 << 20, 1 << 20));
        Watched watched = Watched.disk(behind.with(less), folder.resolve("log"));
        watched.open();
        assertEquals(
                "connection=1 Connect export=\"\" tls=0 size=0x100000 minsize=0x200 prefsize=0x1000 maxsize=0x100000"
                        + " write=0 flush=0 rotational=1 trim=0 zero=0 fua=0 extents=0 cache=1 fast_zero=0",
                watched.lines().getLast());
    }

    @Test
    void aListOfExportsIsLogged() throws IOException {
        Watched watched = Watched.disk(behind, folder.resolve("log"));
        watched.filter.exports(watched.opener, TestClient.anybody().asReadOnly());
        assertEquals(
                List.of(
                        "Ready thread_model=3",
                        "ListExports id=1 readonly=1 tls=0 ...",
                        "...ListExports id=1 exports=(\"\" \"it's one\") return=0"),
                watched.lines());
    }

    @Test
    void withoutAFileOrAScriptTheFilterAddsNothing() throws IOException {
        LogFilter filter = new LogFilter(new LogFilter.Config(Optional.empty(), false, Optional.empty()));
        TestOpener opener = new TestOpener(behind);
        filter.prepare();
        filter.start(opener, new TestContext());
        filter.accept(TestClient.anybody());
        assertSame(behind, filter.open(opener, TestClient.anybody()));
        assertEquals(2, filter.exports(opener, TestClient.anybody()).size());
        filter.stop();
    }
}

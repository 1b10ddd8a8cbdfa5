// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.client.NbdDisk;
import dev.platter.client.NbdUri;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.Served;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** An export of another server is a disk in every respect. */
@Tag("same-in-both-modes")
class AnotherServerTest extends PluginConformance {
    private static Served small;
    private static Served large;

    /** Serves an export of another server. */
    @NbdPlugin(
            name = "remote",
            summary = "an export of another server",
            threadModel = ThreadModel.PARALLEL,
            contents = Contents.ELSEWHERE)
    public static final class Remote implements Plugin {
        private final NbdUri uri;

        public record Config(
                @Parameter(help = "Where it is.") String uri) {}

        public Remote(Config config) {
            uri = NbdUri.parse(config.uri());
        }

        @Override
        public Disk open(Client client) throws IOException {
            NbdDisk disk = NbdDisk.connect(uri);
            client.whenGone(disk::abort);
            return disk;
        }
    }

    @BeforeAll
    static void serve() throws IOException {
        small = Served.of(FakeDisk.of(1_000_001).plugin());
        large = Served.of(FakeDisk.of(1L << 40).plugin());
    }

    @AfterAll
    static void stop() throws IOException {
        small.close();
        large.close();
    }

    @Override
    protected Subject subject() {
        return Subject.of(Remote.class)
                .with("uri", small.uri().toString())
                .wide("uri", large.uri().toString())
                .refusing("uri", "nbd+unix:///?socket=/no/such/socket", "/no/such/socket");
    }
}

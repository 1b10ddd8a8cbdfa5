// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands of docs/guide/cluster.md print what the guide shows: the disk of a virtual machine outlives a gateway. */
@Tag("long")
@Tag("same-in-both-modes")
@Needs({"ceph", "ceph-mon", "nbdcopy", "qemu-system-x86_64", "rbd"})
@Timeout(300)
class ClusterGuideIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    @Test
    void everyCommandShowsWhatTheGuideSays() throws IOException {
        String script =
                Path.of("..", ".ci", "cluster").toAbsolutePath().normalize().toString();
        Optional<Path> running =
                Optional.ofNullable(System.getenv("PLATTER_CLUSTER")).map(Path::of);
        Path folder = running.isPresent() ? running.get() : Files.createTempDirectory("ceph");
        Process cluster = running.isPresent()
                ? new ProcessBuilder("true").start()
                : new ProcessBuilder(script, folder.toString()).start();
        try {
            assumeTrue(
                    running.isPresent() || "ready".equals(cluster.inputReader().readLine()),
                    "needs root, and .ci/cluster --setup");
            Guide guide = Guide.read("cluster.md");
            Peer rbd = Peer.require("rbd")
                    .with(Map.of("CEPH_CONF", folder.resolve("ceph.conf").toString()));
            assertEquals(guide.shown(), guide.typedBeside(rbd, platter));
        } finally {
            cluster.destroy();
            cluster.onExit().join();
        }
    }
}

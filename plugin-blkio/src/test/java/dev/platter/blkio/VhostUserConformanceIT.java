// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import dev.platter.peers.Needs;
import dev.platter.peers.PeerServer;
import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The suite over a device of qemu-storage-daemon. It has no power cut: nothing makes a system forget what was written. */
@Needs("qemu-storage-daemon")
class VhostUserConformanceIT extends PluginConformance {
    private static final long SIZE = 1_000_448;

    @TempDir
    private Path folder;

    private PeerServer small;
    private PeerServer large;

    @BeforeEach
    void start() throws IOException {
        small = device("small.img", SIZE);
        large = device("large.img", 8L << 30);
    }

    private PeerServer device(String name, long size) throws IOException {
        Path image = folder.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(size);
        }
        return PeerServer.vhostUserBlock("raw", image, "writable=on,num-queues=2");
    }

    @AfterEach
    void stop() throws IOException {
        small.close();
        large.close();
    }

    @Override
    protected Subject subject() {
        return Subject.of(BlkioPlugin.class)
                .with("driver", "virtio-blk-vhost-user")
                .with("engine", "builtin")
                .with("num-queues", "2")
                .with("path", small.socket().toString())
                .wide("path", large.socket().toString())
                .refusing("path", "/no/such/socket", "/no/such/socket")
                .refusing("num-queues", "many", "num-queues")
                .refusing("num-queue", "1", "num-queues");
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The suite over libblkio: its copy of what is read and written, and its native registrations. */
@Needs("qemu-storage-daemon")
class LibraryConformanceIT {
    @TempDir
    private static Path library;

    @BeforeAll
    static void provide() {
        InstalledLibrary.provide(Peer.require("qemu-storage-daemon"), library);
    }

    private static Path sparse(Path path, long size) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
        return path;
    }

    @Nested
    class VhostUser extends PluginConformance {
        @TempDir
        private Path folder;

        private PeerServer device;

        @BeforeEach
        void start() throws IOException {
            device = PeerServer.vhostUserBlock(
                    "raw", sparse(folder.resolve("disk"), 1_000_448), "writable=on,num-queues=2");
        }

        @AfterEach
        void stop() throws IOException {
            device.close();
        }

        @Override
        protected Subject subject() {
            return Subject.of(BlkioPlugin.class)
                    .with("driver", "virtio-blk-vhost-user")
                    .with("engine", "libblkio")
                    .with("num-queues", "2")
                    .with("path", device.socket().toString())
                    .refusing("path", "/no/such/socket", "/no/such/socket")
                    .refusing("num-queue", "1", "num-queues");
        }
    }

    /** Without the device's own memory: buffers of clients go to the kernel as they are. */
    @Nested
    class IoUring extends PluginConformance {
        @TempDir
        private Path folder;

        @Override
        protected Subject subject() {
            try {
                return Subject.of(BlkioPlugin.class)
                        .with("driver", "io_uring")
                        .with("engine", "libblkio")
                        .with("path", sparse(folder.resolve("disk"), 1_000_001).toString())
                        .wide("path", sparse(folder.resolve("large"), 8L << 30).toString())
                        .refusing("driver", "io-uring", "io_uring");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

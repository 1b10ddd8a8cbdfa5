// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

import dev.platter.blkio.device.Device;
import dev.platter.blkio.device.DeviceUser;
import dev.platter.blkio.device.Driver;
import dev.platter.blkio.device.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Connects to vhost-user block devices, without libblkio. */
public final class VhostUserDriver implements Driver {
    /** The name that libblkio has given it. */
    public static final String NAME = "virtio-blk-vhost-user";

    static final String QUEUES = "num-queues";
    static final String QUEUE_SIZE = "queue-size";
    static final int DEFAULT_QUEUE_SIZE = 256;

    /** Whose slots, of 256 KiB each, one buffer can still hold. */
    static final int LARGEST_QUEUE = 16384;

    /** The properties that users may set. */
    public static final List<String> SETTABLE = List.of("path", QUEUES, QUEUE_SIZE);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Duration patience;

    public VhostUserDriver() {
        this(PATIENCE);
    }

    VhostUserDriver(Duration patience) {
        this.patience = patience;
    }

    @Override
    public boolean isShareable() {
        return false;
    }

    @Override
    public Device connect(Settings settings, boolean readOnly, DeviceUser user) throws IOException {
        Path path = settings.path()
                .orElseThrow(() -> new IOException(NAME + " needs path=SOCKET, the Unix socket of the device"));
        int queueSize = settings.number(QUEUE_SIZE, DEFAULT_QUEUE_SIZE);
        if (queueSize < 4 || queueSize > LARGEST_QUEUE || Integer.bitCount(queueSize) != 1) {
            throw new IOException(
                    QUEUE_SIZE + " must be a power of two from 4 to " + LARGEST_QUEUE + ", not " + queueSize);
        }
        int queues = settings.number(QUEUES, 1);
        VhostConnection connection = VhostConnection.connect(path, patience);
        try {
            return VhostDevice.start(connection, path, queues, queueSize, user);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}

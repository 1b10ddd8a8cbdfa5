// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.uring;

import dev.platter.blkio.device.Device;
import dev.platter.blkio.device.DeviceUser;
import dev.platter.blkio.device.Driver;
import dev.platter.blkio.device.Settings;
import dev.platter.libc.Descriptors;
import dev.platter.libc.Errno;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens files and block devices for io_uring, without libblkio. */
public final class UringDriver implements Driver {
    /** The name that libblkio has given it. */
    public static final String NAME = "io_uring";

    static final String QUEUES = "num-queues";
    static final String ENTRIES = "num-entries";

    /** The properties that users may set. */
    public static final List<String> SETTABLE = List.of("path", "direct", QUEUES, ENTRIES);

    private static final int DEFAULT_ENTRIES = 128;
    private static final int MOST_ENTRIES = 4096;

    public UringDriver() {}

    @Override
    public boolean isShareable() {
        return true;
    }

    @Override
    public Device connect(Settings settings, boolean readOnly, DeviceUser user) throws IOException {
        Path path = settings.path().orElseThrow(() -> new IOException(NAME + " needs path=FILENAME"));
        int entries = settings.number(ENTRIES, DEFAULT_ENTRIES);
        if (entries < 1 || entries > MOST_ENTRIES) {
            throw new IOException(ENTRIES + " must be from 1 to " + MOST_ENTRIES + ", not " + entries);
        }
        boolean writable = !readOnly;
        int fd = Descriptors.open(path, writable);
        if (writable && fd < 0 && Errno.isReadOnly(-fd)) {
            writable = false;
            fd = Descriptors.open(path, false);
        }
        if (fd < 0) {
            throw new IOException("cannot open " + path + ": " + Errno.sentence(-fd));
        }
        try {
            return new UringDevice(
                    path, fd, writable, settings.flag("direct"), settings.number(QUEUES, 1), entries, user);
        } catch (IOException | RuntimeException e) {
            Descriptors.close(fd);
            throw e;
        }
    }
}

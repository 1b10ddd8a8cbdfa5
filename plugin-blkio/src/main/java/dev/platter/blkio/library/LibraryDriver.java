// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.library;

import dev.platter.blkio.device.Device;
import dev.platter.blkio.device.DeviceUser;
import dev.platter.blkio.device.Driver;
import dev.platter.blkio.device.Settings;
import dev.platter.libc.Errno;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A driver of libblkio. */
final class LibraryDriver implements Driver {
    private static final String VHOST_USER = "virtio-blk-vhost-user";

    private final String name;
    private final boolean shareable;

    LibraryDriver(String name) {
        this.name = name;
        shareable = !name.startsWith("virtio-blk-");
    }

    @Override
    public boolean isShareable() {
        return shareable;
    }

    @Override
    public Device connect(Settings settings, boolean readOnly, DeviceUser user) throws IOException {
        try {
            return start(settings, readOnly, user);
        } catch (LibraryException e) {
            if (readOnly || e.errno() != Errno.EROFS) {
                throw e;
            }
            return start(settings, true, user);
        }
    }

    /** The library does not say which device it could not connect to. */
    private static void connect(Handle handle, Settings settings) throws IOException {
        try {
            handle.connect();
        } catch (LibraryException e) {
            if (settings.path().isEmpty()) {
                throw e;
            }
            throw new IOException(e.getMessage() + " (path=" + settings.path().get() + ")", e);
        }
    }

    private Device start(Settings settings, boolean readOnly, DeviceUser user) throws IOException {
        Handle handle = new Handle(name);
        try {
            Map<String, String> later = new LinkedHashMap<>();
            for (Map.Entry<String, String> property : settings.values().entrySet()) {
                try {
                    handle.set(property.getKey(), property.getValue());
                } catch (LibraryException e) {
                    if (e.errno() != Errno.ENODEV) {
                        throw e;
                    }
                    later.put(property.getKey(), property.getValue()); // not before it is connected
                }
            }
            handle.set("read-only", Boolean.toString(readOnly));
            ConnectedSockets before = settings.path()
                    .filter(_ -> name.equals(VHOST_USER))
                    .map(ConnectedSockets::now)
                    .orElse(null);
            connect(handle, settings);
            for (Map.Entry<String, String> property : later.entrySet()) {
                handle.set(property.getKey(), property.getValue());
            }
            handle.start();
            return new LibraryDevice(handle, name, readOnly, before, user);
        } catch (IOException | RuntimeException e) {
            handle.close();
            throw e;
        }
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.blkio.device.BlkioDisk;
import dev.platter.blkio.device.Device;
import dev.platter.blkio.device.DeviceUser;
import dev.platter.blkio.device.Driver;
import dev.platter.blkio.device.Settings;
import dev.platter.blkio.library.Library;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connections of a started plugin: one for all clients, or, where the driver permits, one for those that only read. */
final class OpenDevices implements DeviceUser, AutoCloseable {
    private final Context context;
    private final List<String> shown;
    private final @Nullable Library library;
    private final SharedDevice writable;
    private final SharedDevice readOnly;

    OpenDevices(DriverChoice.Found found, List<String> shown, Context context) {
        this.context = context;
        library = found.library();
        Driver driver = found.driver();
        Settings settings = found.settings();
        context.logger().log(System.Logger.Level.DEBUG, found.words());
        this.shown = shown;
        writable = new SharedDevice(driver, settings, false, this, this::show);
        readOnly = driver.isShareable() ? new SharedDevice(driver, settings, true, this, this::show) : writable;
    }

    Disk open(Client client) throws IOException {
        SharedDevice device = client.readOnly() ? readOnly : writable;
        return new BlkioDisk(device.take(client.poller()), client);
    }

    /** Lets go of the library, after every disk was closed. */
    @Override
    public void close() {
        if (library != null) {
            library.close();
        }
    }

    private void show(Device device) {
        for (String property : shown) {
            try {
                context.logger().log(System.Logger.Level.DEBUG, "get {0} = {1}", property, device.get(property));
            } catch (IOException e) {
                context.logger().log(System.Logger.Level.ERROR, "get {0}: {1}", property, e.getMessage());
            }
        }
    }

    @Override
    public System.Logger logger() {
        return context.logger();
    }

    @Override
    public void changed() {
        context.workers().execute(() -> {
            try {
                writable.refresh();
                readOnly.refresh();
                context.sizeChanged();
            } catch (IOException e) {
                context.logger().log(System.Logger.Level.ERROR, "the device has changed: " + e.getMessage());
            }
        });
    }

    @Override
    public void lost(Device device, IOException reason) {
        context.logger().log(System.Logger.Level.ERROR, reason.getMessage());
    }
}

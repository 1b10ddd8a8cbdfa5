// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import dev.platter.api.Poller;
import dev.platter.blkio.device.Device;
import dev.platter.blkio.device.DeviceUser;
import dev.platter.blkio.device.Driver;
import dev.platter.blkio.device.Lease;
import dev.platter.blkio.device.RequestQueue;
import dev.platter.blkio.device.Settings;
import dev.platter.blkio.device.Traits;
import dev.platter.blkio.device.WatchedQueue;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a device that all clients share, since most devices take one at a time. It is made for the first
 * client and closed after the last. When it is lost, the clients that have it get errors, and the next client makes a new
 * one.
 */
final class SharedDevice {
    private final Driver driver;
    private final Settings settings;
    private final boolean readOnly;
    private final DeviceUser user;
    private final Consumer<Device> connected;
    private @Nullable Connection current;

    /**
     * Makes no connection yet.
     *
     * @param readOnly whether nothing will be written
     * @param user is told of changes and losses
     * @param connected is called with each new connection
     */
    SharedDevice(Driver driver, Settings settings, boolean readOnly, DeviceUser user, Consumer<Device> connected) {
        this.driver = driver;
        this.settings = settings;
        this.readOnly = readOnly;
        this.user = user;
        this.connected = connected;
    }

    /**
     * Takes a share. Waits for the device to answer.
     *
     * @param poller the event loop of the client
     */
    synchronized Lease take(Optional<Poller> poller) throws IOException {
        Connection connection = current;
        if (connection != null && !connection.lost) {
            try {
                return connection.lease(poller);
            } catch (IOException _) {
                // The device has gone, and this connection has not noticed yet.
            }
        }
        Connection made = new Connection();
        made.connect();
        current = made;
        return made.lease(poller);
    }

    /** Asks the device for its capacity again. */
    synchronized void refresh() throws IOException {
        Connection connection = current;
        if (connection != null && !connection.lost) {
            connection.capacity = connection.device().traits().capacity();
        }
    }

    /** One connection, from the first client to the last. Its users are guarded by the shared device. */
    private final class Connection implements DeviceUser {
        private int users;
        private @Nullable Device device;
        private volatile boolean lost;
        private volatile long capacity;

        void connect() throws IOException {
            Device made = driver.connect(settings, readOnly, this);
            try {
                connected.accept(made);
                capacity = made.traits().capacity();
            } catch (IOException | RuntimeException e) {
                made.close();
                throw e;
            }
            device = made;
        }

        Device device() {
            Device connectedDevice = device;
            if (connectedDevice == null) {
                throw new IllegalStateException("the device is not connected");
            }
            return connectedDevice;
        }

        Lease lease(Optional<Poller> poller) throws IOException {
            Traits traits;
            try {
                traits = device().traits();
            } catch (IOException e) {
                closeIfUnused();
                throw e;
            }
            capacity = traits.capacity();
            WatchedQueue queue = device().queues().stream()
                    .min(Comparator.comparingInt(WatchedQueue::users))
                    .orElseThrow();
            queue.add(poller);
            users++;
            return new Share(this, queue, poller, traits);
        }

        void giveBack(WatchedQueue queue, Optional<Poller> poller) {
            queue.remove(poller);
            users--;
            closeIfUnused();
        }

        private void closeIfUnused() {
            if (users == 0) {
                device().close();
                if (current == this) {
                    current = null;
                }
            }
        }

        @Override
        public System.Logger logger() {
            return user.logger();
        }

        @Override
        public void changed() {
            user.changed();
        }

        @Override
        public void lost(Device lostDevice, IOException reason) {
            lost = true;
            user.lost(lostDevice, reason);
        }
    }

    private final class Share implements Lease {
        private final Connection connection;
        private final WatchedQueue queue;
        private final Optional<Poller> poller;
        private final Traits traits;

        Share(Connection connection, WatchedQueue queue, Optional<Poller> poller, Traits traits) {
            this.connection = connection;
            this.queue = queue;
            this.poller = poller;
            this.traits = traits;
        }

        @Override
        public Traits traits() {
            return traits;
        }

        @Override
        public RequestQueue queue() {
            return queue.queue();
        }

        @Override
        public long capacity() {
            return connection.capacity;
        }

        @Override
        public void close() {
            synchronized (SharedDevice.this) {
                connection.giveBack(queue, poller);
            }
        }
    }
}

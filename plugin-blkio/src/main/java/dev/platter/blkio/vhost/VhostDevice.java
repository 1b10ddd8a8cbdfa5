// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

import dev.platter.blkio.device.Device;
import dev.platter.blkio.device.DeviceQueues;
import dev.platter.blkio.device.DeviceUser;
import dev.platter.blkio.device.Traits;
import dev.platter.blkio.device.WatchedQueue;
import dev.platter.libc.DescriptorThread;
import dev.platter.libc.EventSignal;
import dev.platter.libc.SharedMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A vhost-user block device. */
final class VhostDevice implements Device {
    private final VhostConnection connection;
    private final Path path;
    private final DeviceUser user;
    private final Negotiation agreed;
    private final SharedMemory memory;
    private final Resources resources;
    private final DeviceQueues queues;
    private final int queueSize;

    /** What is to be closed, the newest first. */
    private static final class Resources implements AutoCloseable {
        private final List<Runnable> closers = new ArrayList<>();

        <T> T add(T resource, Runnable closer) {
            closers.addFirst(closer);
            return resource;
        }

        @Override
        public void close() {
            closers.forEach(Runnable::run);
            closers.clear();
        }
    }

    private VhostDevice(
            VhostConnection connection,
            Path path,
            Negotiation agreed,
            int queueCount,
            int queueSize,
            Resources resources,
            DeviceUser user)
            throws IOException {
        this.connection = connection;
        this.path = path;
        this.agreed = agreed;
        this.queueSize = queueSize;
        this.resources = resources;
        this.user = user;
        long each = Virtqueue.memoryFor(queueSize);
        memory = SharedMemory.allocate("platter-vhost-user", each * queueCount);
        resources.add(memory, memory::close);
        connection.shareMemory(
                memory.fd(), memory.segment().address(), memory.segment().byteSize());
        boolean zeroMayUnmap = agreed.configuration().zeroMayUnmap();
        List<Virtqueue> rings = new ArrayList<>();
        for (int i = 0; i < queueCount; i++) {
            EventSignal kick = event();
            EventSignal call = event();
            Virtqueue ring = new Virtqueue(
                    memory.segment().asSlice(i * each, each), queueSize, agreed.features(), zeroMayUnmap, kick, call);
            introduce(i, ring, kick, call);
            rings.add(ring);
        }
        DescriptorThread thread = new DescriptorThread("vhost-user " + path.getFileName(), user.logger());
        resources.add(thread, thread::close);
        listen(thread);
        queues = new DeviceQueues(rings, thread, reason -> user.lost(this, reason));
        thread.whenEnded(
                connection.descriptor(),
                () -> queues.lose(new IOException("the vhost-user device at " + path + " has closed the connection")));
    }

    private EventSignal event() throws IOException {
        EventSignal event = EventSignal.create();
        return resources.add(event, event::close);
    }

    /** Agrees with a device on what both can, shares memory with it and starts its queues. */
    static VhostDevice start(VhostConnection connection, Path path, int queueCount, int queueSize, DeviceUser user)
            throws IOException {
        Negotiation agreed = Negotiation.with(connection, path);
        if (queueCount > agreed.mostQueues()) {
            throw new IOException(VhostUserDriver.QUEUES + "=" + queueCount + " is more than the " + agreed.mostQueues()
                    + " queues of the vhost-user device at " + path);
        }
        Resources resources = new Resources();
        try {
            return new VhostDevice(connection, path, agreed, queueCount, queueSize, resources, user);
        } catch (IOException | RuntimeException e) {
            resources.close();
            throw e;
        }
    }

    private void introduce(int index, Virtqueue ring, EventSignal kick, EventSignal call) throws IOException {
        connection.orderForQueue(VhostRequest.SET_VRING_NUM, index, queueSize);
        connection.orderForQueue(VhostRequest.SET_VRING_BASE, index, 0);
        connection.sendAddresses(index, ring.descriptorsAddress(), ring.usedAddress(), ring.availableAddress());
        connection.orderForQueueWithDescriptor(VhostRequest.SET_VRING_CALL, index, call.fd());
        connection.orderForQueueWithDescriptor(VhostRequest.SET_VRING_KICK, index, kick.fd());
        connection.orderForQueue(VhostRequest.SET_VRING_ENABLE, index, 1);
    }

    private void listen(DescriptorThread thread) throws IOException {
        if (!agreed.protocol().has(ProtocolFeatures.BACKEND_CHANNEL)) {
            return;
        }
        BackendChannel channel = new BackendChannel(user::changed);
        resources.add(channel, channel::close);
        try {
            connection.order(VhostRequest.SET_BACKEND_REQ_FD, channel.theirs());
        } finally {
            channel.closeTheirs();
        }
        Runnable[] end = new Runnable[1];
        end[0] = thread.whenReadable(channel.descriptor(), () -> {
            if (!channel.receive()) {
                end[0].run();
            }
        });
    }

    @Override
    public Traits traits() throws IOException {
        return agreed.configuration(connection).traits();
    }

    @Override
    public List<WatchedQueue> queues() {
        return queues.all();
    }

    @Override
    public String get(String property) throws IOException {
        Traits traits = traits();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("path", path);
        values.put("driver", VhostUserDriver.NAME);
        values.put(VhostUserDriver.QUEUES, queues.all().size());
        values.put(VhostUserDriver.QUEUE_SIZE, queueSize);
        values.put("capacity", traits.capacity());
        values.put("max-discard-len", traits.longestTrim());
        values.put("max-queues", agreed.mostQueues());
        values.put("max-write-zeroes-len", traits.longestZero());
        values.put("optimal-io-size", traits.preferred());
        values.put("read-only", traits.readOnly());
        values.put("request-alignment", traits.alignment());
        Object value = values.get(property);
        if (value == null) {
            throw new IOException("Unknown property name");
        }
        return value.toString();
    }

    @Override
    public void close() {
        queues.close();
        connection.close();
        resources.close();
    }
}

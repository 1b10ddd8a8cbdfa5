// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import dev.platter.api.ExtentSink;
import dev.platter.libc.SharedDescriptor;
import dev.platter.rbd.library.AllocatedRanges;
import dev.platter.rbd.library.CephException;
import dev.platter.rbd.library.Image;
import dev.platter.rbd.library.Pool;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An image that is open for all clients that have it, with the requests of all of them. */
final class SharedImage implements AutoCloseable {
    /** In how many objects the library looks at a time where there is no map of them. */
    private static final long LOOKED_AT = 256L << 22;

    private final Connection connection;
    private final Pool pool;
    private final ImageName name;
    private final Image image;
    private final ImageFacts facts;
    private final RequestTable requests;
    private final SharedDescriptor completions;
    private final List<RbdDisk> disks = new CopyOnWriteArrayList<>();
    private volatile long size;
    private boolean closed;

    /**
     * Opens an image. May wait for the cluster.
     *
     * @param pool is closed with this, but not if this fails
     */
    SharedImage(Connection connection, Pool pool, ImageName name, boolean readOnly) throws IOException {
        this.connection = connection;
        this.pool = pool;
        this.name = name;
        image = pool.open(name.image(), name.snapshot(), readOnly);
        try {
            facts = facts(readOnly || !name.snapshot().isEmpty());
            size = image.size();
            image.whenChanged(this::changed);
        } catch (CephException | RuntimeException e) {
            image.close();
            throw e;
        }
        requests = new RequestTable(image, name.toString(), this::lose);
        completions = new SharedDescriptor(image.completions(), requests::reap, connection.thread());
    }

    private ImageFacts facts(boolean readOnly) throws CephException {
        Map<String, String> options = image.options();
        boolean cached = Boolean.parseBoolean(options.getOrDefault("rbd_cache", "true"))
                || !options.getOrDefault("rbd_persistent_cache_mode", "disabled")
                        .equals("disabled");
        return new ImageFacts(readOnly, image.hasExclusiveLock(), image.hasFastDiff(), cached, image.stripeUnit());
    }

    ImageName name() {
        return name;
    }

    ImageFacts facts() {
        return facts;
    }

    RequestTable requests() {
        return requests;
    }

    /** {@return its size now, in bytes} */
    long size() {
        return size;
    }

    void add(RbdDisk disk) {
        disks.add(disk);
        completions.add(disk.poller());
    }

    void remove(RbdDisk disk) {
        disks.remove(disk);
        completions.remove(disk.poller());
    }

    /** Reports which parts of a range are allocated, perhaps only its beginning. Waits for the cluster. */
    void extents(long offset, long length, ExtentSink sink) throws CephException {
        long looked = facts.fastDiff() ? length : Math.min(length, LOOKED_AT);
        AllocatedRanges ranges = image.allocated(offset, looked, facts.fastDiff());
        ranges.report(offset, looked, sink);
    }

    /** Runs on a thread of the library, which must not wait. */
    private void changed() {
        disks.stream().findFirst().ifPresent(disk -> disk.context().workers().execute(this::refresh));
    }

    /** Asks for the size again. May wait for the cluster. */
    void refresh() {
        synchronized (this) {
            if (closed) {
                return;
            }
            long now;
            try {
                now = image.size();
            } catch (CephException e) {
                disks.stream()
                        .findFirst()
                        .ifPresent(disk -> disk.context()
                                .logger()
                                .log(
                                        System.Logger.Level.ERROR,
                                        "the image " + name + " has changed: " + e.getMessage()));
                return;
            }
            if (now == size) {
                return;
            }
            size = now;
        }
        disks.stream().map(RbdDisk::context).distinct().forEach(context -> {
            context.logger()
                    .log(System.Logger.Level.INFO, "the image {0} has {1} bytes now", name, Long.toString(size));
            context.sizeChanged();
        });
    }

    /** Another server has taken over: what this one still holds of its clients' requests must not be repeated for them. */
    private void lose(CephException reason) {
        connection.lose();
        for (RbdDisk disk : disks) {
            disk.context().logger().log(System.Logger.Level.ERROR, reason.getMessage());
            disk.disconnect();
        }
    }

    /** Closes the image, when no disk has it any more. May wait for the cluster. */
    @Override
    public void close() {
        completions.close();
        synchronized (this) {
            closed = true;
            image.close();
        }
        pool.close();
    }
}

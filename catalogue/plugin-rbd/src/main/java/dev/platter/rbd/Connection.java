// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import dev.platter.libc.DescriptorThread;
import dev.platter.rbd.library.CephException;
import dev.platter.rbd.library.Cluster;
import dev.platter.rbd.library.Pool;
import dev.platter.words.NearName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection to a cluster, with the images that are open through it. All exports of this server that have the same
 * cluster, user and options share it: a connection costs threads and memory, and half a second.
 */
final class Connection implements AutoCloseable {
    /** How many names a message lists. */
    private static final int LISTED = 5;

    /** The exports of one server are instances that know nothing of each other, so what they share is the class's. */
    private static final SharedTable<Connection> ALL = new SharedTable<>();

    private final Cluster cluster;
    private final DescriptorThread thread;
    private final SharedTable<SharedImage> images = new SharedTable<>();
    private final Room room = new Room();

    /** Whether the cluster has blocklisted this client: nothing works any more, and nothing ever will. */
    private volatile boolean lost;

    private Connection(Identity identity, System.Logger logger) throws IOException {
        cluster = identity.connect();
        try {
            thread = new DescriptorThread("rbd completions", logger);
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Takes a share of the connection of an identity. May wait for the cluster.
     *
     * @throws IOException if there is none and none can be made; the message says what to do
     */
    static SharedTable<Connection>.Lease take(Identity identity, System.Logger logger) throws IOException {
        return ALL.take(identity.key(), () -> new Connection(identity, logger));
    }

    /** Has later exports connect anew. */
    static void forget(SharedTable<Connection>.Lease lease) {
        ALL.forget(lease);
    }

    boolean isLost() {
        return lost;
    }

    void lose() {
        lost = true;
    }

    Room room() {
        return room;
    }

    DescriptorThread thread() {
        return thread;
    }

    /**
     * Takes a share of an open image. May wait for the cluster.
     *
     * @throws IOException if it cannot be opened; the message offers names that there are
     */
    SharedTable<SharedImage>.Lease image(ImageName name, boolean readOnly) throws IOException {
        return images.take(name + (readOnly ? " read-only" : ""), () -> open(name, readOnly));
    }

    private SharedImage open(ImageName name, boolean readOnly) throws IOException {
        Pool pool = pool(name.pool());
        try {
            return new SharedImage(this, pool, name, readOnly);
        } catch (CephException e) {
            IOException explained = e.isAbsent() ? absent(pool, name, e) : e;
            pool.close();
            throw explained;
        } catch (IOException | RuntimeException | Error e) {
            pool.close();
            throw e;
        }
    }

    /**
     * The images of a pool.
     *
     * @throws IOException if there is no such pool, or the user may not look
     */
    List<String> images(PoolName name) throws IOException {
        try (Pool pool = pool(name)) {
            return pool.images();
        }
    }

    private Pool pool(PoolName name) throws IOException {
        try {
            return cluster.pool(name.pool(), name.namespace());
        } catch (CephException e) {
            if (!e.isAbsent()) {
                throw e;
            }
            throw new CephException(e, "the cluster has no pool " + name.pool() + there(name.pool(), cluster.pools()));
        }
    }

    private static IOException absent(Pool pool, ImageName name, CephException reason) {
        List<String> images;
        try {
            images = pool.images();
        } catch (CephException _) {
            return reason; // the user may open images and not list them
        }
        if (!images.contains(name.image())) {
            return new CephException(
                    reason, "the pool " + name.pool() + " has no image " + name.image() + there(name.image(), images));
        }
        return name.snapshot().isEmpty()
                ? reason
                : new CephException(
                        reason,
                        "the image " + name.pool() + "/" + name.image() + " has no snapshot " + name.snapshot()
                                + " (rbd snap ls lists them)");
    }

    private static String there(String written, List<String> names) {
        String question = NearName.question(written, names);
        if (!question.isEmpty()) {
            return question;
        }
        if (names.isEmpty()) {
            return ": it has none";
        }
        List<String> some = new ArrayList<>(names.subList(0, Math.min(LISTED, names.size())));
        int more = names.size() - some.size();
        return "; there is " + String.join(", ", some) + (more > 0 ? " and " + more + " more" : "");
    }

    @Override
    public void close() {
        thread.close();
        cluster.close();
    }
}

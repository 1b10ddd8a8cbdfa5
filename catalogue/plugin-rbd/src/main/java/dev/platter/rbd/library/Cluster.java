// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd.library;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.platter.libc.Errno;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connection of this process to a cluster, as one of its users. All methods may wait for the cluster. */
public final class Cluster implements AutoCloseable {
    private final long handle;
    private boolean closed;

    private Cluster(long handle) {
        this.handle = handle;
    }

    /**
     * A connection that is yet to be made.
     *
     * @param name the cluster's, {@code ceph} mostly
     * @param user with the type, such as {@code client.admin}
     * @param file the configuration; empty for the one that Ceph's own programs take
     * @param options for librados and librbd, which count more than the file
     * @return the connection, to be closed
     * @throws IOException if the file or an option is wrong
     */
    public static Cluster configured(String name, String user, Optional<Path> file, Map<String, String> options)
            throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(JAVA_LONG);
            CephException.check(
                    LibRados.rados_create2(result.address(), text(arena, name), text(arena, user), 0),
                    "librados does not start");
            Cluster cluster = new Cluster(result.get(JAVA_LONG, 0));
            try {
                cluster.configure(arena, file, options);
            } catch (IOException | RuntimeException e) {
                cluster.close();
                throw e;
            }
            return cluster;
        }
    }

    /**
     * Connects. To be called once, before all methods but {@link #close}.
     *
     * @throws CephException if the cluster cannot be reached, or refuses
     */
    public void connect() throws CephException {
        CephException.check(LibRados.rados_connect(handle), "cannot connect to the cluster");
    }

    private void configure(Arena arena, Optional<Path> file, Map<String, String> options) throws IOException {
        long path = file.isPresent() ? text(arena, file.get().toString()) : 0;
        int read = LibRados.rados_conf_read_file(handle, path);
        if (read == -Errno.ENOENT && file.isEmpty()) {
            read = 0; // then options say where the monitors are, or the connection fails and says that it does not know
        }
        CephException.check(
                read,
                "cannot read the configuration of Ceph" + file.map(f -> " " + f).orElse(""));
        CephException.check(LibRados.rados_conf_parse_env(handle, 0), "cannot read the environment's CEPH_ARGS");
        for (Map.Entry<String, String> option : options.entrySet()) {
            int set = LibRados.rados_conf_set(handle, text(arena, option.getKey()), text(arena, option.getValue()));
            if (set == -Errno.ENOENT) {
                throw new UnknownOptionException(option.getKey());
            }
            CephException.check(set, "the value " + option.getValue() + " of " + option.getKey() + " is wrong");
        }
    }

    /**
     * Opens a pool.
     *
     * @param pool its name
     * @param namespace in the pool; empty for the one without a name
     * @return the pool, to be closed before the connection
     * @throws CephException if there is no such pool, or the user may not look
     */
    public Pool pool(String pool, String namespace) throws CephException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(JAVA_LONG);
            CephException.check(
                    LibRados.rados_ioctx_create(handle, text(arena, pool), result.address()),
                    "cannot open the pool " + pool);
            long context = result.get(JAVA_LONG, 0);
            if (!namespace.isEmpty()) {
                LibRados.rados_ioctx_set_namespace(context, text(arena, namespace));
            }
            // Otherwise writes to a pool that has reached its quota wait for room, and so do trims, which would make
            // some.
            LibRados.rados_set_pool_full_try(context);
            return new Pool(context);
        }
    }

    /**
     * The pools of the cluster.
     *
     * @return their names
     * @throws CephException if the user may not look
     */
    public List<String> pools() throws CephException {
        try (Arena arena = Arena.ofConfined()) {
            int size = CephException.check(LibRados.rados_pool_list(handle, 0, 0), "cannot list the pools");
            // One may come meanwhile; names that do not fit are left out.
            MemorySegment names = arena.allocate(size + 1);
            CephException.check(LibRados.rados_pool_list(handle, names.address(), size), "cannot list the pools");
            List<String> pools = new ArrayList<>();
            for (long at = 0; at < size; ) {
                String name = names.getString(at);
                if (name.isEmpty()) {
                    break;
                }
                pools.add(name);
                at += name.getBytes(StandardCharsets.UTF_8).length + 1;
            }
            return pools;
        }
    }

    static long text(Arena arena, String text) {
        return arena.allocateFrom(text).address();
    }

    /** Ends the connection, after its pools and images. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LibRados.rados_shutdown(handle);
        }
    }
}

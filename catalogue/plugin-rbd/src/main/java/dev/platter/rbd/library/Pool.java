// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd.library;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** A pool of a cluster, or one namespace of it. All methods may wait for the cluster. */
public final class Pool implements AutoCloseable {
    /** rbd_image_spec_t: the id and the name. */
    private static final long SPEC = 16;

    private static final long SPEC_NAME = 8;
    private static final int ERANGE = 34;

    private final long context;

    Pool(long context) {
        this.context = context;
    }

    /**
     * The images of the pool.
     *
     * @return their names
     * @throws CephException if the user may not look, or the cluster does not answer
     */
    public List<String> images() throws CephException {
        long room = 64;
        while (true) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment count = arena.allocateFrom(JAVA_LONG, room);
                MemorySegment specs = arena.allocate(SPEC * room, Long.BYTES);
                int listed = LibRbd.rbd_list2(context, specs.address(), count.address());
                room = count.get(JAVA_LONG, 0);
                if (listed == -ERANGE) {
                    continue;
                }
                CephException.check(listed, "cannot list the images of the pool");
                List<String> names = new ArrayList<>();
                for (long i = 0; i < room; i++) {
                    MemorySegment name = specs.get(ADDRESS, i * SPEC + SPEC_NAME);
                    names.add(name.reinterpret(Integer.MAX_VALUE).getString(0));
                }
                LibRbd.rbd_image_spec_list_cleanup(specs.address(), room);
                return names;
            }
        }
    }

    /**
     * Opens an image.
     *
     * @param name its name in the pool
     * @param snapshot the snapshot; empty for the image as it is
     * @param readOnly whether it is only read. A snapshot always is
     * @return the image, to be closed before the pool
     * @throws CephException if there is no such image or snapshot, or the user may not open it
     * @throws IOException if this process has no descriptor left
     */
    public Image open(String name, String snapshot, boolean readOnly) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(JAVA_LONG);
            long text = Cluster.text(arena, name);
            long at = snapshot.isEmpty() ? 0 : Cluster.text(arena, snapshot);
            int opened = readOnly || at != 0
                    ? LibRbd.rbd_open_read_only(context, text, result.address(), at)
                    : LibRbd.rbd_open(context, text, result.address(), 0);
            CephException.check(opened, "cannot open the image " + name + (snapshot.isEmpty() ? "" : "@" + snapshot));
            return new Image(result.get(JAVA_LONG, 0));
        }
    }

    /** Closes the pool, after its images. */
    @Override
    public void close() {
        LibRados.rados_ioctx_destroy(context);
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.qcow2;

import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slices of the tables of an image, of which those used last are kept: 16 MiB describe 128 GiB of a disk with clusters of 64 KiB. Any
 * number of threads may call it at a time.
 */
final class Tables {
    private static final int LONGEST_SLICE = 4096;
    private static final int KEPT = 16 << 20;

    private final Storage file;
    private final int slice;
    private final Map<Long, long[]> kept;

    /**
     * Keeps none yet.
     *
     * @param file has the tables
     * @param cluster the size of a cluster; tables begin at multiples of it
     */
    Tables(Storage file, int cluster) {
        this.file = file;
        slice = Math.min(LONGEST_SLICE, cluster);
        int most = KEPT / slice;
        kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, long[]> eldest) {
                return size() > most;
            }
        };
    }

    /** How many bytes a slice has; a power of 2. */
    int slice() {
        return slice;
    }

    /**
     * Some entries of a table.
     *
     * @param position where they begin in the file; a multiple of a slice
     * @return as many as a slice has; zeroes behind the end of the file
     */
    long[] at(long position) throws IOException {
        synchronized (kept) {
            long[] known = kept.get(position);
            if (known != null) {
                return known;
            }
        }
        // Several threads may read the same slice, which does no harm.
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(slice, file.size() - position));
        file.read(bytes, position);
        long[] entries = new long[slice / Long.BYTES];
        bytes.flip().asLongBuffer().get(entries, 0, bytes.limit() / Long.BYTES);
        synchronized (kept) {
            kept.put(position, entries);
        }
        return entries;
    }
}

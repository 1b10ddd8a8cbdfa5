// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.overlay;

import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Pages that lie over those of a disk, as far as they are here. All methods may be called by many threads at a time, and none waits for long. */
public interface Overlaid {
    /**
     * Reads the first bytes of a range, if they are here.
     *
     * @param into takes as many bytes as are read; its limit stays as it was
     * @param offset where the range begins
     * @param end where it ends
     * @param holes may be told of holes
     * @return how many bytes were read, or, as a negative number, how many are not here and were not read
     * @throws IOException if they cannot be read
     */
    long read(ByteBuffer into, long offset, long end, HoleSink holes) throws IOException;

    /**
     * Reports the first extents of a range, if it begins here.
     *
     * @param offset where the range begins
     * @param end where it ends
     * @param sink takes the extents, and ignores what is outside of the range
     * @return for how many bytes extents were asked, or, as a negative number, how many are not here
     * @throws IOException if they cannot be found out
     */
    long extents(long offset, long end, ExtentSink sink) throws IOException;
}

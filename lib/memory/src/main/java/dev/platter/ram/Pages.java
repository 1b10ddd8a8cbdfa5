// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.util.List;

/** Where {@link MappedSlots} maps memory from. Used by one thread at a time, except {@link #discard}. */
interface Pages {
    /** The kind of the regions, as a state names it. */
    String kind();

    /** The system's calls for memory that is mapped. */
    SystemMemory system();

    /**
     * Maps a region that takes no memory yet and reads as zeroes.
     *
     * @throws IOException if the system refuses, with its reason
     */
    Region reserve(long size) throws IOException;

    /**
     * Gives whole pages of the system back; they read as zeroes from now on.
     *
     * @return false if that is not possible now, and they are unchanged
     */
    boolean discard(Region region, int from, int length);

    /**
     * Whether the system may go on reading pages after a loan was returned. Then memory must be discarded before it
     * serves another place of the disk: that leaves the reader the old pages. Overwriting would not do.
     */
    boolean areSent();

    /** Goes on with regions of the same kind. */
    void adopt(List<Region> regions);

    /** Unmaps the regions, which are all that were reserved or adopted, and gives back everything else. */
    void close(List<Region> regions);
}

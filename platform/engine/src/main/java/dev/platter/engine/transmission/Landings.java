// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.Disk;
import dev.platter.api.Landing;
import dev.platter.api.RequestFlags;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the disk of a connection for memory that the payloads of long writes are received in. The server's own memory was
 * obtained for them all the same: a landing takes memory too, and it may have to be given back while its payload
 * arrives. Used on the event loop.
 *
 * <p>Payloads that are longer than {@link #LONGEST} do not land: to find memory for them, and to copy it if the disk is
 * replaced, would take the event loop too long.
 */
final class Landings {
    /** The longest payload that lands, in bytes; those of qemu-img have half of it. */
    static final int LONGEST = 4 << 20;

    private final Negotiated negotiated;
    private final int threshold;
    private Disk disk;
    private int from;

    /** Asks from a length of the payload on, in bytes. */
    Landings(Negotiated negotiated, int threshold) {
        this.negotiated = negotiated;
        this.threshold = threshold;
        changeDisk();
    }

    /** Continues with the present disk of the lease. Only when no request is under way. */
    void changeDisk() {
        disk = negotiated.disk().disk();
        from = negotiated.chain().threadModel() == ThreadModel.PARALLEL ? threshold : Integer.MAX_VALUE;
    }

    /** Whether the disk is asked for a payload of this length. */
    boolean isFor(int length) {
        return length >= from && length <= LONGEST;
    }

    /**
     * Asks the disk, if the write is long enough.
     *
     * @return null if the disk was not asked, or declines
     * @throws IOException if the disk refuses the write, or what it offers is not memory for all of it
     */
    @Nullable
    LandedPayload of(RequestHeader header) throws IOException {
        int length = (int) header.length();
        if (!isFor(length)) {
            return null;
        }
        Optional<Landing> landing = disk.land(header.offset(), length, RequestFlags.of(header.flags()));
        return landing.isPresent() ? new LandedPayload(landing.get()) : null;
    }
}

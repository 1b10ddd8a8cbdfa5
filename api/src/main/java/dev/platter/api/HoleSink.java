package dev.platter.api;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes what a read knows about holes, so that they need not travel. To be told is a courtesy: the buffer is filled
 * with zeroes all the same, and a client that does not understand holes gets those.
 *
 * @since 0.1
 */
@ConsumerType
@FunctionalInterface
public interface HoleSink {
    /** For whoever reads for himself. */
    HoleSink NONE = (index, length) -> {};

    /**
     * Says that a part of the range is a hole. Holes come in ascending order and do not overlap. Called by the thread
     * that reads, before the read returns or is completed.
     *
     * @param index where the hole begins, in bytes from the buffer's position at the time of the call to
     *     {@link Disk#read(ByteBuffer, long, HoleSink)}
     * @param length its length, in bytes, not 0
     */
    void hole(int index, int length);
}

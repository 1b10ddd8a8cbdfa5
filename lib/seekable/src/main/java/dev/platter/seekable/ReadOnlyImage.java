// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** An image of which nothing can be changed, since it was made by another program. */
public abstract class ReadOnlyImage implements SeekableImage {
    /** For implementations. */
    protected ReadOnlyImage() {}

    /**
     * Demands that an offset is one of the image.
     *
     * @param offset in bytes
     * @throws DiskException if it is not
     */
    protected final void requireWithin(long offset) throws DiskException {
        if (offset < 0 || offset >= size()) {
            throw new DiskException(NbdError.EINVAL, offset + " is beyond the image, which has " + size() + " bytes");
        }
    }

    @Override
    public final KeptRegions kept() {
        return KeptRegions.of(List.of());
    }

    @Override
    public void readKept(ByteBuffer into, long offset) throws IOException {
        kept().require(offset, into.remaining());
    }

    @Override
    public final void write(ByteBuffer from, long offset) throws IOException {
        kept().require(offset, from.remaining());
    }

    @Override
    public final void flush() {}

    @Override
    public final List<String> repair() throws IOException {
        throw new IOException(
                "only an image that was made by 'platter-gzip create' can be repaired, and this one was made"
                        + " by another program, or its description is damaged");
    }

    @Override
    public final List<Change> plan(ByteBuffer from, long offset) throws IOException {
        kept().require(offset, from.remaining());
        return List.of();
    }

    @Override
    public final void release() {}
}

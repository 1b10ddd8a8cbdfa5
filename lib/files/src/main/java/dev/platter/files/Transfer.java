// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.libc.Errno;
import dev.platter.libc.NativeHeap;
import dev.platter.libc.Ring;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A read or write that is under way in a ring, perhaps in several steps: the system may do less than it was asked for.
 * Bytes whose address the storage does not take go through a copy. Used on the thread of the ring.
 */
final class Transfer implements Ring.Result {
    /** What an allocation is aligned to at the least. */
    private static final int LEAST_ALIGNMENT = 64;

    private final String name;
    private final Ring ring;
    private final RingFile file;
    private final ByteBuffer buffer;
    private final MemorySegment bytes;
    private final long offset;
    private final boolean writes;
    private final Completion completion;
    private @Nullable MemorySegment copy;
    private int done;

    private Transfer(
            String name,
            Ring ring,
            RingFile file,
            ByteBuffer buffer,
            long offset,
            boolean writes,
            Completion completion) {
        this.name = name;
        this.ring = ring;
        this.file = file;
        this.buffer = buffer;
        this.bytes = MemorySegment.ofBuffer(buffer);
        this.offset = offset;
        this.writes = writes;
        this.completion = completion;
    }

    static Transfer ofRead(String name, Ring ring, RingFile file, ByteBuffer into, long offset, Completion completion) {
        return new Transfer(name, ring, file, into, offset, false, completion);
    }

    static Transfer ofWrite(
            String name, Ring ring, RingFile file, ByteBuffer from, long offset, Completion completion) {
        return new Transfer(name, ring, file, from, offset, true, completion);
    }

    /**
     * Puts the first step into the ring.
     *
     * @throws IOException if there is no memory for a copy; nothing was begun
     */
    void begin() throws IOException {
        int alignment = file.memoryAlignment();
        if ((bytes.address() & (alignment - 1)) != 0) {
            MemorySegment aligned = NativeHeap.allocateAligned(bytes.byteSize(), Math.max(LEAST_ALIGNMENT, alignment));
            if (writes) {
                aligned.copyFrom(bytes);
            }
            copy = aligned;
        }
        step();
    }

    private void step() {
        long address = (copy == null ? bytes : copy).address() + done;
        int left = (int) bytes.byteSize() - done;
        if (writes) {
            ring.write(file.descriptor(), address, left, offset + done, false, this);
        } else {
            ring.read(file.descriptor(), address, left, offset + done, this);
        }
    }

    @Override
    public void completed(int result) {
        if (result == -Errno.EAGAIN) {
            step();
        } else if (result <= 0) {
            free();
            completion.failed(failure(result));
        } else {
            done += result;
            if (done < bytes.byteSize()) {
                step();
            } else {
                succeed();
            }
        }
    }

    private void succeed() {
        if (copy != null && !writes) {
            bytes.copyFrom(copy);
        }
        free();
        buffer.position(buffer.limit());
        completion.succeeded();
    }

    private void free() {
        if (copy != null) {
            NativeHeap.free(copy);
            copy = null;
        }
    }

    private DiskException failure(int result) {
        String what =
                name + " cannot be " + (writes ? "written" : "read") + ", " + bytes.byteSize() + " bytes at " + offset;
        if (result < 0) {
            return new DiskException(Errno.toNbd(-result), what + ": " + Errno.sentence(-result));
        }
        return new DiskException(
                NbdError.EIO,
                what + (writes ? ", for no known reason" : ": file was shortened, it now ends at " + (offset + done)));
    }
}

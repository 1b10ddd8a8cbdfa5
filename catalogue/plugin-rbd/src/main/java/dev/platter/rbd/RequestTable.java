// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.Operation;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import dev.platter.rbd.library.CephException;
import dev.platter.rbd.library.Requests;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests of an image that are under way, by the number that the library returns with each: once a place was made, a
 * request allocates nothing. Any thread may begin requests; one at a time reaps.
 */
final class RequestTable {
    private static final int FIRST = 16;
    private static final int BATCH = 64;

    private final Requests library;
    private final String image;
    private final Consumer<CephException> blocklisted;

    /** Guards places and the list of those that are free. */
    private final Object lock = new Object();

    private Place[] places = new Place[0];
    private Place[] free = new Place[0];
    private int freeCount;
    private boolean lost;

    // Of the thread that reaps.
    private final long[] tokens = new long[BATCH];
    private final long[] results = new long[BATCH];
    private final Place[] done = new Place[BATCH];

    /** A request, or room for one. */
    private static final class Place {
        private final int number;
        private final MemorySegment scratch;
        private Operation operation = Operation.FLUSH;
        private long offset;
        private long length;
        private @Nullable ByteBuffer buffer;
        private @Nullable Completion completion;

        Place(int number, MemorySegment scratch) {
            this.number = number;
            this.scratch = scratch;
        }
    }

    /**
     * Makes an empty table.
     *
     * @param image its name, for messages
     * @param blocklisted is told once if the cluster takes nothing from this client any more
     */
    RequestTable(Requests library, String image, Consumer<CephException> blocklisted) {
        this.library = library;
        this.image = image;
        this.blocklisted = blocklisted;
    }

    /** Begins a read. The buffer, which is direct, belongs to the library until the completion is told. */
    void read(ByteBuffer into, long offset, Completion completion) {
        long length = into.remaining();
        long address = MemorySegment.ofBuffer(into).address();
        Place place = take(Operation.READ, offset, length, into, completion);
        begun(place, library.read(offset, length, address, place.number, place.scratch));
    }

    /** Begins a write. The buffer, which is direct, belongs to the library until the completion is told. */
    void write(ByteBuffer from, long offset, Completion completion) {
        long length = from.remaining();
        long address = MemorySegment.ofBuffer(from).address();
        Place place = take(Operation.WRITE, offset, length, from, completion);
        begun(place, library.write(offset, length, address, place.number, place.scratch));
    }

    void trim(long offset, long length, Completion completion) {
        Place place = take(Operation.TRIM, offset, length, null, completion);
        begun(place, library.trim(offset, length, place.number, place.scratch));
    }

    void zero(long offset, long length, RequestFlags flags, Completion completion) {
        Place place = take(Operation.ZERO, offset, length, null, completion);
        begun(place, library.zero(offset, length, flags, place.number, place.scratch));
    }

    void flush(Completion completion) {
        Place place = take(Operation.FLUSH, 0, 0, null, completion);
        begun(place, library.flush(place.number, place.scratch));
    }

    private Place take(
            Operation operation, long offset, long length, @Nullable ByteBuffer buffer, Completion completion) {
        synchronized (lock) {
            if (freeCount == 0) {
                grow();
            }
            Place place = free[--freeCount];
            place.operation = operation;
            place.offset = offset;
            place.length = length;
            place.buffer = buffer;
            place.completion = completion;
            return place;
        }
    }

    private void grow() {
        int before = places.length;
        int after = Math.max(FIRST, before * 2);
        MemorySegment scratch = Arena.ofAuto().allocate(JAVA_LONG, after - before);
        places = Arrays.copyOf(places, after);
        free = Arrays.copyOf(free, after);
        for (int i = before; i < after; i++) {
            places[i] = new Place(i, scratch.asSlice((i - before) * (long) Long.BYTES, Long.BYTES));
            free[freeCount++] = places[i];
        }
    }

    private void begun(Place place, int result) {
        if (result >= 0) {
            return;
        }
        CephException failure = failure(place, -result);
        Completion completion = place.completion;
        giveBack(place);
        if (completion != null) {
            fail(completion, failure);
        }
    }

    private void giveBack(Place place) {
        synchronized (lock) {
            place.buffer = null;
            place.completion = null;
            free[freeCount++] = place;
        }
    }

    /** Tells the clients of all requests that are done. Never runs twice at a time. */
    void reap() {
        int count;
        do {
            count = library.reap(tokens, results);
            synchronized (lock) {
                for (int i = 0; i < count; i++) {
                    done[i] = places[(int) tokens[i]];
                }
            }
            for (int i = 0; i < count; i++) {
                tell(done[i], results[i]);
            }
        } while (count == BATCH);
    }

    private void tell(Place place, long result) {
        Completion completion = place.completion;
        ByteBuffer buffer = place.buffer;
        DiskException failure = failure(place, result);
        // The completion may begin another request, which can have this place.
        giveBack(place);
        if (completion == null) {
            throw new IllegalStateException(
                    "librbd says that request " + place.number + " is done, which is not under way");
        }
        if (failure != null) {
            fail(completion, failure);
            return;
        }
        if (buffer != null) {
            buffer.position(buffer.limit());
        }
        completion.succeeded();
    }

    private @Nullable DiskException failure(Place place, long result) {
        if (result < 0) {
            return failure(place, (int) -result);
        }
        if (place.operation == Operation.READ && result != place.length) {
            return new DiskException(
                    NbdError.EINVAL,
                    "the image " + image + " has shrunk: of " + place.length + " bytes at " + place.offset
                            + " there are " + result);
        }
        return null;
    }

    private CephException failure(Place place, int errno) {
        String what = place.operation.name().toLowerCase(Locale.ROOT);
        String range = place.length == 0 ? "" : " of " + place.length + " bytes at " + place.offset;
        return new CephException(errno, "the image " + image + " failed a " + what + range);
    }

    private void fail(Completion completion, DiskException failure) {
        completion.failed(failure);
        if (!(failure instanceof CephException told && told.isBlocklisted())) {
            return;
        }
        synchronized (lock) {
            if (lost) {
                return;
            }
            lost = true;
        }
        // After the answer: this closes the client's connection.
        blocklisted.accept(told);
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd.library;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.platter.api.RequestFlags;
import dev.platter.libc.EventSignal;
import dev.platter.libc.ForeignLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;

/**
 * An open image. What {@link Requests} says about threads holds for the methods that it has; all others may wait for the
 * cluster, and many threads may call them.
 */
public final class Image implements Requests {
    private static final long EXCLUSIVE_LOCK = 1L << 2;
    private static final long FAST_DIFF = 1L << 4;

    private static final int EVENTFD = 2;
    private static final int THICK = 1;
    private static final int ERANGE = 34;

    /** The most completions that are taken at a time. */
    private static final int MOST = 64;

    /** rbd_config_option_t: the name, the value, and where it comes from. */
    private static final long OPTION = 24;

    private static final long OPTION_VALUE = 8;

    private final long handle;
    private final EventSignal completions;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment done = arena.allocate(JAVA_LONG, MOST);
    private long watch;
    private boolean watching;

    Image(long handle) throws IOException {
        this.handle = handle;
        try {
            completions = EventSignal.create();
        } catch (IOException e) {
            LibRbd.rbd_close(handle);
            throw e;
        }
        int told = LibRbd.rbd_set_image_notification(handle, completions.fd(), EVENTFD);
        if (told < 0) {
            close();
            throw new CephException(-told, "librbd does not tell of completions");
        }
    }

    /** {@return its size, in bytes} */
    public long size() throws CephException {
        return number(LibRbd::rbd_get_size, "size");
    }

    /** {@return how many bytes of the image follow each other in one object} */
    public long stripeUnit() throws CephException {
        return number(LibRbd::rbd_get_stripe_unit, "stripe unit");
    }

    /** {@return whether one client at a time writes to it} */
    public boolean hasExclusiveLock() throws CephException {
        return (features() & EXCLUSIVE_LOCK) != 0;
    }

    /** {@return whether the cluster has a map of the objects that exist} */
    public boolean hasFastDiff() throws CephException {
        return (features() & FAST_DIFF) != 0;
    }

    private long features() throws CephException {
        return number(LibRbd::rbd_get_features, "features");
    }

    private long number(Getter getter, String what) throws CephException {
        try (Arena local = Arena.ofConfined()) {
            MemorySegment result = local.allocate(JAVA_LONG);
            CephException.check(getter.get(handle, result.address()), "cannot get the " + what + " of the image");
            return result.get(JAVA_LONG, 0);
        }
    }

    @FunctionalInterface
    private interface Getter {
        int get(long image, long result);
    }

    /**
     * The options of librbd that hold for this image: those of the client, of the pool and of the image itself.
     *
     * @return values by name
     * @throws CephException if the cluster does not answer
     */
    public Map<String, String> options() throws CephException {
        int room = 128;
        while (true) {
            try (Arena local = Arena.ofConfined()) {
                MemorySegment count = local.allocateFrom(JAVA_INT, room);
                MemorySegment options = local.allocate(OPTION * room, Long.BYTES);
                int listed = LibRbd.rbd_config_image_list(handle, options.address(), count.address());
                room = count.get(JAVA_INT, 0);
                if (listed == -ERANGE) {
                    continue;
                }
                CephException.check(listed, "cannot get the options of the image");
                Map<String, String> values = new HashMap<>();
                for (int i = 0; i < room; i++) {
                    values.put(text(options, i * OPTION), text(options, i * OPTION + OPTION_VALUE));
                }
                LibRbd.rbd_config_image_list_cleanup(options.address(), room);
                return values;
            }
        }
    }

    private static String text(MemorySegment from, long at) {
        return from.get(ADDRESS, at).reinterpret(Integer.MAX_VALUE).getString(0);
    }

    /**
     * Has a task run whenever the image has changed: its size, its snapshots, its features. To be called once.
     *
     * @param changed runs on a thread of the library: it must neither wait nor call this image
     * @throws CephException if the cluster does not answer
     */
    public void whenChanged(Runnable changed) throws CephException {
        MethodHandle run;
        try {
            run = MethodHandles.lookup()
                    .findVirtual(Callback.class, "run", MethodType.methodType(void.class, MemorySegment.class))
                    .bindTo(new Callback(changed));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        MemorySegment stub = ForeignLibrary.callback(run, FunctionDescriptor.ofVoid(ADDRESS), arena);
        MemorySegment result = arena.allocate(JAVA_LONG);
        CephException.check(
                LibRbd.rbd_update_watch(handle, result.address(), stub.address(), 0), "cannot watch the image");
        watch = result.get(JAVA_LONG, 0);
        watching = true;
    }

    /** What the library calls. An exception that escaped would end the process. */
    private record Callback(Runnable task) {
        @SuppressWarnings({"unused", "CatchAndPrintStackTrace"}) // called by its name
        void run(MemorySegment argument) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                e.printStackTrace();
            }
        }
    }

    /**
     * Finds out which parts of a range have contents.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param wholeObjects whether an object that exists counts as a whole, which is quick if there is a map of them;
     *     otherwise each object of the range is asked
     * @return the parts, in order
     * @throws CephException if the cluster does not answer
     */
    public AllocatedRanges allocated(long offset, long length, boolean wholeObjects) throws CephException {
        AllocatedRanges ranges = new AllocatedRanges();
        try (Arena local = Arena.ofShared()) {
            MemorySegment stub = ranges.callback(local);
            CephException.check(
                    LibRbd.rbd_diff_iterate2(
                            handle, 0, offset, length, (byte) 1, (byte) (wholeObjects ? 1 : 0), stub.address(), 0),
                    "cannot find out which parts of the image are allocated");
        }
        ranges.sort();
        return ranges;
    }

    @Override
    public EventSignal completions() {
        return completions;
    }

    @Override
    public int read(long offset, long length, long address, long token, MemorySegment scratch) {
        long completion = completion(token, scratch);
        return begun(LibRbd.rbd_aio_read(handle, offset, length, address, completion), completion);
    }

    @Override
    public int write(long offset, long length, long address, long token, MemorySegment scratch) {
        long completion = completion(token, scratch);
        return begun(LibRbd.rbd_aio_write(handle, offset, length, address, completion), completion);
    }

    @Override
    public int trim(long offset, long length, long token, MemorySegment scratch) {
        long completion = completion(token, scratch);
        return begun(LibRbd.rbd_aio_discard(handle, offset, length, completion), completion);
    }

    @Override
    public int zero(long offset, long length, RequestFlags flags, long token, MemorySegment scratch) {
        long completion = completion(token, scratch);
        return begun(
                LibRbd.rbd_aio_write_zeroes(handle, offset, length, completion, flags.noHole() ? THICK : 0, 0),
                completion);
    }

    @Override
    public int flush(long token, MemorySegment scratch) {
        long completion = completion(token, scratch);
        return begun(LibRbd.rbd_aio_flush(handle, completion), completion);
    }

    /** A request whose end is told by the descriptor and by no callback. */
    private static long completion(long token, MemorySegment scratch) {
        LibRbd.rbd_aio_create_completion(token, 0, scratch.address());
        return scratch.get(JAVA_LONG, 0);
    }

    private static int begun(int result, long completion) {
        if (result < 0) {
            LibRbd.rbd_aio_release(completion);
        }
        return result;
    }

    @Override
    public int reap(long[] tokens, long[] results) {
        int most = Math.min(MOST, tokens.length);
        int count = LibRbd.rbd_poll_io_events(handle, done.address(), most);
        for (int i = 0; i < count; i++) {
            long completion = done.getAtIndex(JAVA_LONG, i);
            tokens[i] = LibRbd.rbd_aio_get_arg(completion);
            results[i] = LibRbd.rbd_aio_get_return_value(completion);
            LibRbd.rbd_aio_release(completion);
        }
        return Math.max(0, count);
    }

    /** Closes the image, when no request is under way and nobody waits for its descriptor any more. */
    @Override
    public void close() {
        if (watching) {
            LibRbd.rbd_update_unwatch(handle, watch);
        }
        LibRbd.rbd_close(handle);
        completions.close();
        arena.close();
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Linux' queue for operations on files (io_uring), for one thread.
 *
 * <h2>A batch</h2>
 *
 * <pre>
 *   read, write, sync ... --&gt; [ submission queue ] --submit--&gt; the system
 *                                                                 |
 *   Result.completed &lt;--reap-- [ completion queue ] &lt;------------+--&gt; eventDescriptor
 * </pre>
 *
 * <p>Operations are put into the submission queue without a system call; {@link #submit} gives all of them to the system
 * in one. When some are done, the {@linkplain #eventDescriptor() event descriptor} becomes readable, and {@link #reap}
 * tells the result of each to its caller. What was in the page cache may be done when {@code submit} returns, which reaps
 * too. There may be more operations than the queues have room for: the rest waits here, in order, and goes to the system
 * as others complete.
 *
 * <h2>One thread</h2>
 *
 * <p>The thread that {@linkplain #open() opens} a ring makes all calls but {@link #close}. That is promised to the system, if it is new enough
 * (Linux 6.1), which then takes no lock for it, and finishes operations in this thread's calls instead of interrupting
 * it. An older system is asked for less, down to a plain ring as Linux 5.6 has it.
 *
 * <h2>No loss</h2>
 *
 * <ol>
 *   <li>Each operation gets exactly one result. If the system refuses to take operations while others are under way, they
 *       are offered again with the next reap; if none is under way, so that no reap would come, they fail with the
 *       system's error.
 *   <li>No more operations are under way than the completion queue has places, so it never overflows.
 *   <li>The memory of an operation belongs to the system until its result: close a ring only when nothing is under way.
 * </ol>
 */
public final class Ring implements Closeable {
    /** The places of a ring of ours: more operations than most devices do at a time. */
    private static final int ENTRIES = 128;

    private static final int COOPERATIVE = 1 << 8;
    private static final int SINGLE_ISSUER = 1 << 12;
    private static final int DEFERRED = 1 << 13;

    /** From the newest kernel's to those of the oldest. */
    private static final int[] FLAGS = {SINGLE_ISSUER | DEFERRED, COOPERATIVE, 0};

    /** The same where several threads make calls, one at a time. */
    private static final int[] SHARED_FLAGS = {COOPERATIVE, 0};

    private static final int OP_FSYNC = 3;
    private static final int OP_FALLOCATE = 17;
    private static final int OP_READ = 22;
    private static final int OP_WRITE = 23;

    private static final int FSYNC_DATASYNC = 1;
    private static final int RWF_DSYNC = 2;

    private final int ring;
    private final int event;
    private final RingQueues queues;
    private final @Nullable Result[] results;
    private final int[] free;
    private final ArrayDeque<Operation> waiting = new ArrayDeque<>();
    private int freeCount;
    private int unsubmitted;
    private boolean reaping;

    /** Learns how an operation ended. Called on the thread of the ring. */
    @FunctionalInterface
    public interface Result {
        /**
         * Takes the result; it may begin other operations, and must not throw.
         *
         * @param result what the call of the same kind returns: a number of bytes, 0, or a negated errno
         */
        void completed(int result);
    }

    /** An operation that the queues have no room for. */
    private record Operation(int opcode, int fd, long offset, long address, int length, int flags, Result result) {}

    private Ring(int ring, int event, RingQueues queues) {
        this.ring = ring;
        this.event = event;
        this.queues = queues;
        int most = Math.min(queues.entries(), queues.completions());
        results = new Result[most];
        free = new int[most];
        for (int i = 0; i < most; i++) {
            free[i] = i;
        }
        freeCount = most;
    }

    /**
     * Opens a ring for the calling thread.
     *
     * @return the ring
     * @throws IOException if this system has none or does not allow it, with a sentence that says which
     */
    public static Ring open() throws IOException {
        return open(ENTRIES);
    }

    /**
     * Opens a ring for several threads, which make one call at a time. The system takes a lock for them.
     *
     * @param entries how many operations may be under way
     * @return the ring
     * @throws IOException if this system has none or does not allow it, with a sentence that says which
     */
    public static Ring openShared(int entries) throws IOException {
        return open(entries, SHARED_FLAGS);
    }

    static Ring open(int entries) throws IOException {
        return open(entries, FLAGS);
    }

    private static Ring open(int entries, int[] flags) throws IOException {
        SystemMemory memory = SystemMemory.find().orElseThrow(() -> new IOException("this system has no io_uring"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment parameters = arena.allocate(RingQueues.PARAMETERS, Long.BYTES);
            int ring = setup(entries, flags, parameters);
            int event = -1;
            try {
                event = EventDescriptor.open();
                RingQueues queues = new RingQueues(memory, ring, parameters);
                int registered = RingCalls.registerEvent(ring, event);
                if (registered < 0) {
                    queues.unmap();
                    throw refused(-registered);
                }
                return new Ring(ring, event, queues);
            } catch (IOException e) {
                Descriptors.close(ring);
                if (event >= 0) {
                    Descriptors.close(event);
                }
                throw e;
            }
        }
    }

    private static int setup(int entries, int[] flags, MemorySegment parameters) throws IOException {
        int ring = -Errno.EINVAL;
        for (int i = 0; i < flags.length && ring == -Errno.EINVAL; i++) {
            parameters.fill((byte) 0).set(JAVA_INT, RingQueues.FLAGS_AT, flags[i]);
            ring = RingCalls.setup(entries, parameters);
        }
        if (ring < 0) {
            throw refused(-ring);
        }
        return ring;
    }

    private static IOException refused(int errno) {
        return new IOException(
                switch (errno) {
                    case Errno.ENOSYS -> "this kernel has no io_uring, or its calls are filtered";
                    case Errno.EPERM ->
                        "io_uring is not permitted: kernel.io_uring_disabled is set, or its calls are"
                                + " filtered, as in many containers";
                    default -> "io_uring cannot be used: " + Errno.sentence(errno);
                });
    }

    /**
     * Why this process cannot use a ring.
     *
     * @return a sentence without a full stop; empty if it can
     */
    public static Optional<String> objection() {
        if (!Linux.isHere()) {
            return Optional.of("io_uring is a part of Linux");
        }
        try {
            open(1).close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * What becomes readable when operations are done.
     *
     * @return the number of an eventfd, which is closed with this ring. Its counter need not be read by a caller that polls
     *     it edge-triggered
     */
    public int eventDescriptor() {
        return event;
    }

    /**
     * How many operations the next {@link #submit} would give to the system.
     *
     * @return a number of operations; those that wait for room do not count
     */
    public int unsubmitted() {
        return unsubmitted;
    }

    /**
     * Whether nothing was put in since the last {@link #submit}, so that the next operation begins a batch.
     *
     * @return whether {@code submit} would do nothing
     */
    public boolean isSubmitted() {
        return unsubmitted == 0;
    }

    /**
     * Puts in a read.
     *
     * @param fd of the file
     * @param address where the bytes go; the system's until the result
     * @param length how many, in bytes
     * @param offset of the first byte, in the file
     * @param result is told how many bytes were read, which may be fewer, or a negated errno
     */
    public void read(int fd, long address, int length, long offset, Result result) {
        add(OP_READ, fd, offset, address, length, 0, result);
    }

    /**
     * Puts in a write.
     *
     * @param fd of the file
     * @param address where the bytes are; the system's until the result
     * @param length how many, in bytes
     * @param offset of the first byte, in the file
     * @param durable whether they shall be on the storage before the result, as after a {@link #sync}
     * @param result is told how many bytes were written, which may be fewer, or a negated errno
     */
    public void write(int fd, long address, int length, long offset, boolean durable, Result result) {
        add(OP_WRITE, fd, offset, address, length, durable ? RWF_DSYNC : 0, result);
    }

    /**
     * Puts in what {@link Descriptors#sync} does. It covers the operations that have completed, and no others.
     *
     * @param fd of the file
     * @param result is told 0 or a negated errno
     */
    public void sync(int fd, Result result) {
        add(OP_FSYNC, fd, 0, 0, 0, FSYNC_DATASYNC, result);
    }

    /**
     * Puts in what {@link Allocation#punchHole} does.
     *
     * @param fd of the file
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param result is told 0 or a negated errno
     */
    public void punchHole(int fd, long offset, long length, Result result) {
        // The length is in the field that holds an address elsewhere, and the mode in that of a length.
        add(OP_FALLOCATE, fd, offset, length, Allocation.PUNCH_HOLE | Allocation.KEEP_SIZE, 0, result);
    }

    /**
     * Puts in what {@link Allocation#fill} does.
     *
     * @param fd of the file
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param result is told 0 or a negated errno
     */
    public void fill(int fd, long offset, long length, Result result) {
        add(OP_FALLOCATE, fd, offset, length, Allocation.KEEP_SIZE, 0, result);
    }

    private void add(int opcode, int fd, long offset, long address, int length, int flags, Result result) {
        if (freeCount == 0) {
            waiting.addLast(new Operation(opcode, fd, offset, address, length, flags, result));
            return;
        }
        int name = free[--freeCount];
        results[name] = result;
        queues.put(opcode, fd, offset, address, length, flags, name);
        unsubmitted++;
    }

    /** Gives all operations that were put in to the system, and tells the results of those that are done already. */
    public void submit() {
        enter();
        tellResults();
    }

    /** Tells the results of all operations that are done, and submits operations that have waited for room. */
    public void reap() {
        submit();
    }

    private void enter() {
        queues.publish();
        int taken = RingCalls.enter(ring, unsubmitted);
        if (taken >= 0) {
            unsubmitted -= taken;
        } else if (unsubmitted > 0 && unsubmitted == results.length - freeCount) {
            giveUp(taken);
        }
    }

    /** Nothing is under way whose completion would lead to another attempt, so no operation has been submitted yet. */
    private void giveUp(int error) {
        queues.retract(unsubmitted);
        unsubmitted = 0;
        List<Result> told = new ArrayList<>();
        for (int name = 0; name < results.length; name++) {
            Result result = results[name];
            if (result != null) {
                results[name] = null;
                free[freeCount++] = name;
                told.add(result);
            }
        }
        told.forEach(result -> result.completed(error));
    }

    /** A result may begin operations, and so come here again: the outer call goes on with what is there then. */
    private void tellResults() {
        if (reaping) {
            return;
        }
        reaping = true;
        try {
            do {
                while (queues.hasCompletion()) {
                    int name = (int) queues.name();
                    int result = queues.result();
                    queues.take();
                    end(name, result);
                }
                refill();
                if (unsubmitted > 0) {
                    enter();
                }
            } while (queues.hasCompletion());
        } finally {
            reaping = false;
        }
    }

    private void end(int name, int result) {
        Result told = results[name];
        results[name] = null;
        free[freeCount++] = name;
        if (told != null) {
            told.completed(result);
        }
    }

    private void refill() {
        while (freeCount > 0 && !waiting.isEmpty()) {
            Operation next = waiting.removeFirst();
            add(next.opcode, next.fd, next.offset, next.address, next.length, next.flags, next.result);
        }
    }

    /** Closes the ring and its event descriptor. Only when nothing is under way; on any thread. */
    @Override
    public void close() {
        queues.unmap();
        Descriptors.close(ring);
        Descriptors.close(event);
    }
}

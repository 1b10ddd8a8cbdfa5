// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * The two queues that a ring shares with the system. Each has a head and a tail that only grow, modulo 2^32; an entry's
 * place is its number modulo the queue's length.
 *
 * <p>The side that puts entries in writes them first and then moves the tail, with release. The other side reads the tail,
 * with acquire, and moves the head, with release, when it has read the entries. Here the first side is ours in the queue of
 * submissions, and the system's in that of completions.
 */
final class RingQueues {
    /** The length of {@code struct io_uring_params}. */
    static final int PARAMETERS = 120;

    static final int FLAGS_AT = 8;

    private static final int SQ_ENTRIES_AT = 0;
    private static final int CQ_ENTRIES_AT = 4;
    private static final int FEATURES_AT = 20;
    private static final int SQ_OFFSETS_AT = 40;
    private static final int CQ_OFFSETS_AT = 80;

    /** In both tables of offsets. */
    private static final int HEAD = 0;

    private static final int TAIL = 4;
    private static final int MASK = 8;

    private static final int SQ_ARRAY = 24;
    private static final int CQ_ENTRIES = 20;

    private static final int SUBMISSION = 64;
    private static final int COMPLETION = 16;

    private static final long RINGS = 0;
    private static final long SUBMISSIONS = 0x1000_0000;

    /** One mapping for both queues, since Linux 5.4. */
    private static final int FEATURE_SINGLE_MAPPING = 1;

    /** Came with the plain read and write, in Linux 5.6. */
    private static final int FEATURE_CURRENT_POSITION = 1 << 3;

    private static final VarHandle INT = JAVA_INT.varHandle();

    private final SystemMemory memory;
    private final MemorySegment rings;
    private final MemorySegment submissions;
    private final long sqTail;
    private final int sqMask;
    private final long cqHead;
    private final long cqTail;
    private final int cqMask;
    private final long cqes;
    private final int entries;
    private final int completions;
    private int tail;
    private int head;

    /**
     * Maps the queues of a ring.
     *
     * @param parameters as {@link RingCalls#setup} has filled them in
     */
    RingQueues(SystemMemory memory, int ring, MemorySegment parameters) throws IOException {
        int needed = FEATURE_SINGLE_MAPPING | FEATURE_CURRENT_POSITION;
        if ((parameters.get(JAVA_INT, FEATURES_AT) & needed) != needed) {
            throw new IOException("io_uring of this kernel has no plain reads and writes: Linux 5.6 is needed");
        }
        this.memory = memory;
        entries = parameters.get(JAVA_INT, SQ_ENTRIES_AT);
        completions = parameters.get(JAVA_INT, CQ_ENTRIES_AT);
        long array = parameters.get(JAVA_INT, SQ_OFFSETS_AT + SQ_ARRAY);
        cqes = parameters.get(JAVA_INT, CQ_OFFSETS_AT + CQ_ENTRIES);
        long length = Math.max(array + (long) entries * Integer.BYTES, cqes + (long) completions * COMPLETION);
        rings = map(ring, RINGS, length);
        try {
            submissions = map(ring, SUBMISSIONS, (long) entries * SUBMISSION);
        } catch (IOException e) {
            memory.unmap(rings.address(), rings.byteSize());
            throw e;
        }
        sqTail = parameters.get(JAVA_INT, SQ_OFFSETS_AT + TAIL);
        sqMask = rings.get(JAVA_INT, parameters.get(JAVA_INT, SQ_OFFSETS_AT + MASK));
        cqHead = parameters.get(JAVA_INT, CQ_OFFSETS_AT + HEAD);
        cqTail = parameters.get(JAVA_INT, CQ_OFFSETS_AT + TAIL);
        cqMask = rings.get(JAVA_INT, parameters.get(JAVA_INT, CQ_OFFSETS_AT + MASK));
        // Entries are used in their order, so the indirection is filled in once.
        for (int i = 0; i < entries; i++) {
            rings.set(JAVA_INT, array + (long) i * Integer.BYTES, i);
        }
    }

    private MemorySegment map(int ring, long offset, long length) throws IOException {
        return MemorySegment.ofAddress(memory.share(ring, offset, length)).reinterpret(length);
    }

    /** How many entries can be submitted at a time. */
    int entries() {
        return entries;
    }

    /** How many operations can be under way without a completion finding its queue full. */
    int completions() {
        return completions;
    }

    /** Fills in the next submission. Only if fewer than {@link #entries} wait for the system. */
    void put(int opcode, int fd, long offset, long address, int length, int flags, long name) {
        long at = (long) (tail & sqMask) * SUBMISSION;
        submissions.set(JAVA_BYTE, at, (byte) opcode);
        submissions.set(JAVA_INT, at + 4, fd);
        submissions.set(JAVA_LONG, at + 8, offset);
        submissions.set(JAVA_LONG, at + 16, address);
        submissions.set(JAVA_INT, at + 24, length);
        submissions.set(JAVA_INT, at + 28, flags);
        submissions.set(JAVA_LONG, at + 32, name);
        tail++;
    }

    /** Shows the system what was put in since. */
    void publish() {
        INT.setRelease(rings, sqTail, tail);
    }

    /** Takes the last submissions back, which the system does not look at outside of a call. */
    void retract(int count) {
        tail -= count;
        publish();
    }

    /** Whether there is a completion to be taken. */
    boolean hasCompletion() {
        return head != (int) INT.getAcquire(rings, cqTail);
    }

    /** The name of the operation that the next completion is about. */
    long name() {
        return rings.get(JAVA_LONG, completion());
    }

    /** What that operation has returned: a number of bytes, or a negated errno. */
    int result() {
        return rings.get(JAVA_INT, completion() + 8);
    }

    private long completion() {
        return cqes + (long) (head & cqMask) * COMPLETION;
    }

    /** Gives the place of the next completion back. */
    void take() {
        head++;
        INT.setRelease(rings, cqHead, head);
    }

    void unmap() {
        memory.unmap(submissions.address(), submissions.byteSize());
        memory.unmap(rings.address(), rings.byteSize());
    }
}

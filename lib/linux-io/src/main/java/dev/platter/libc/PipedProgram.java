// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program with pipes to its standard input, output and error, which one thread feeds and empties. Only on Linux.
 *
 * <p>Java starts a program by way of another one, and needs a thread for each pipe; that costs more than a short script itself. This
 * starts it at once (posix_spawn), with an empty signal mask, since Java's threads block signals, and with no descriptor but its first
 * three. It leads a process group of its own, so that one signal ends it with all that it has started.
 */
public final class PipedProgram implements AutoCloseable {
    /** The longest that is kept of what it writes to its standard error. */
    private static final int LONGEST_COMPLAINT = 4096;

    private static final int O_CLOEXEC = 02000000;
    private static final int O_NONBLOCK = 04000;
    private static final int F_SETFL = 4;

    private static final MethodHandle PIPE =
            NativeCalls.linkWithErrno("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle FCNTL = NativeCalls.linkWithErrno(
            "fcntl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final FunctionDescriptor TRANSFER = FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle READ = NativeCalls.linkWithErrno("read", TRANSFER);
    private static final MethodHandle WRITE = NativeCalls.linkWithErrno("write", TRANSFER);

    private final ChildProcess process;
    private int input;
    private int output;
    private int errors;

    private PipedProgram(ChildProcess process, int input, int output, int errors) {
        this.process = process;
        this.input = input;
        this.output = output;
        this.errors = errors;
    }

    /**
     * How a program has ended, and what it has written.
     *
     * @param status its exit status, or 128 and the number of the signal that has ended it
     * @param output what it has written to its standard output
     * @param errors the beginning of what it has written to its standard error, at most 4096 bytes
     */
    public record Result(int status, byte[] output, byte[] errors) {}

    /** {@return whether this system has all calls that are needed} */
    public static boolean isPossible() {
        return ChildProcess.canStart();
    }

    /**
     * Starts a program. A file that the system cannot execute, as a script without a first line that says how, is run by /bin/sh.
     *
     * @param words the program, which is looked for in the path if it has no slash, and its arguments
     * @param environment all variables that it gets
     * @param fed whether it gets input; otherwise it reads nothing
     * @return the program, to be closed
     * @throws IOException if it cannot be started, with the system's reason
     */
    public static PipedProgram start(List<String> words, Map<String, String> environment, boolean fed)
            throws IOException {
        List<Integer> made = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            int[] in = fed ? pipe(arena, made) : new int[] {-1, -1};
            int[] out = pipe(arena, made);
            int[] err = pipe(arena, made);
            ChildProcess child = ChildProcess.start(words, environment, in[0], out[1], err[1]);
            if (fed) {
                int end = in[1];
                NativeCalls.once(state -> (int) FCNTL.invokeExact(state, end, F_SETFL, O_NONBLOCK));
            }
            made.removeAll(List.of(in[1], out[0], err[0]));
            return new PipedProgram(child, in[1], out[0], err[0]);
        } finally {
            made.forEach(Descriptors::close);
        }
    }

    private static int[] pipe(Arena arena, List<Integer> made) throws IOException {
        MemorySegment ends = arena.allocate(JAVA_INT, 2);
        SystemMemory.checked(NativeCalls.once(state -> (int) PIPE.invokeExact(state, ends, O_CLOEXEC)));
        int[] pipe = {ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1)};
        made.add(pipe[0]);
        made.add(pipe[1]);
        return pipe;
    }

    /**
     * Feeds the program, takes what it writes, and waits for its end. Called once.
     *
     * @param fed what it reads; the rest stays if it does not read all
     * @param most more output than this is refused
     * @return how it has ended
     * @throws IOException if it writes more, or the system refuses
     */
    public Result communicate(ByteBuffer fed, int most) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ByteArrayOutputStream complaint = new ByteArrayOutputStream();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(1 << 16);
            while (output >= 0 || errors >= 0) {
                PollSet ends = new PollSet(3);
                int out = output < 0 ? -1 : ends.forInput(output);
                int err = errors < 0 ? -1 : ends.forInput(errors);
                int in = input < 0 ? -1 : ends.forOutput(input);
                ends.await(-1);
                if (in >= 0 && ends.isReady(in)) {
                    input = feed(buffer, fed);
                }
                if (out >= 0 && ends.isReady(out)) {
                    output = take(output, buffer, written, Integer.MAX_VALUE);
                }
                if (err >= 0 && ends.isReady(err)) {
                    errors = take(errors, buffer, complaint, LONGEST_COMPLAINT);
                }
                if (written.size() > most) {
                    throw new IOException("the program has written more than " + most + " bytes");
                }
            }
            return new Result(process.await(), written.toByteArray(), complaint.toByteArray());
        }
    }

    /** Writes as much as there is room for; returns -1 when nothing is left or nobody reads. */
    private int feed(MemorySegment buffer, ByteBuffer fed) {
        int length = (int) Math.min(buffer.byteSize(), fed.remaining());
        MemorySegment.copy(MemorySegment.ofBuffer(fed), 0, buffer, 0, length);
        int fd = input;
        long done = length == 0
                ? 0
                : NativeCalls.repeated(state -> (long) WRITE.invokeExact(state, fd, buffer, (long) length));
        if (done > 0) {
            fed.position(fed.position() + (int) done);
        }
        return fed.hasRemaining() && (done > 0 || done == -Errno.EAGAIN) ? fd : closed(fd);
    }

    private static int take(int fd, MemorySegment buffer, ByteArrayOutputStream into, int most) {
        long read = NativeCalls.repeated(state -> (long) READ.invokeExact(state, fd, buffer, buffer.byteSize()));
        if (read <= 0) {
            return closed(fd);
        }
        int kept = (int) Math.min(read, most - into.size());
        into.writeBytes(buffer.asSlice(0, kept).toArray(JAVA_BYTE));
        return fd;
    }

    private static int closed(int fd) {
        Descriptors.close(fd);
        return -1;
    }

    /** Kills it and the programs of its process group, unless it has ended. May be called by any thread. */
    public void kill() {
        process.signal(ChildProcess.SIGKILL);
    }

    /** Closes the pipes, and {@linkplain #kill kills} the program if it has not ended. */
    @Override
    public void close() throws IOException {
        for (int fd : new int[] {input, output, errors}) {
            if (fd >= 0) {
                Descriptors.close(fd);
            }
        }
        input = -1;
        output = -1;
        errors = -1;
        if (!process.isCollected()) {
            kill();
            process.await();
        }
    }
}

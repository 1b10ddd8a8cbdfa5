// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process that this one has started at once (posix_spawn), with an empty signal mask, since Java's threads block signals, and with
 * no descriptor but those that it was given. It leads a process group of its own, so that one signal reaches all that it has started. Only
 * on Linux.
 */
final class ChildProcess {
    static final int SIGKILL = 9;
    static final int SIGTERM = 15;

    private static final int ENOEXEC = 8;
    private static final int P_PID = 1;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x01000000;
    private static final int O_RDWR = 2;
    private static final short SPAWN_SETPGROUP = 2;
    private static final short SPAWN_SETSIGMASK = 8;

    /** More than any C library's posix_spawnattr_t, posix_spawn_file_actions_t, sigset_t and siginfo_t have. */
    private static final int STRUCTURE = 512;

    private static final FunctionDescriptor ONE = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    private static final MethodHandle ACTIONS = NativeCalls.link("posix_spawn_file_actions_init", ONE);
    private static final MethodHandle ADD_DUPLICATE = NativeCalls.link(
            "posix_spawn_file_actions_adddup2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle ADD_OPEN = NativeCalls.link(
            "posix_spawn_file_actions_addopen",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle ADD_CLOSE = NativeCalls.link(
            "posix_spawn_file_actions_addclosefrom_np", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle END_ACTIONS = NativeCalls.link("posix_spawn_file_actions_destroy", ONE);
    private static final MethodHandle ATTRIBUTES = NativeCalls.link("posix_spawnattr_init", ONE);
    private static final MethodHandle EMPTY_SET = NativeCalls.link("sigemptyset", ONE);
    private static final MethodHandle SET_MASK =
            NativeCalls.link("posix_spawnattr_setsigmask", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SET_FLAGS =
            NativeCalls.link("posix_spawnattr_setflags", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_SHORT));
    private static final MethodHandle END_ATTRIBUTES = NativeCalls.link("posix_spawnattr_destroy", ONE);
    private static final MethodHandle SPAWN = NativeCalls.link(
            "posix_spawnp", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle KILL =
            NativeCalls.linkWithErrno("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle WAIT_ID =
            NativeCalls.linkWithErrno("waitid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle WAIT_PID =
            NativeCalls.linkWithErrno("waitpid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

    private final int id;
    private boolean reaped;
    private int status;

    private ChildProcess(int id) {
        this.id = id;
    }

    /** Whether this system has all calls that are needed. */
    static boolean canStart() {
        return Linux.isHere()
                && !Portable.isWanted()
                && Linker.nativeLinker()
                        .defaultLookup()
                        .find("posix_spawn_file_actions_addclosefrom_np")
                        .isPresent();
    }

    /**
     * Starts a program. A file that the system cannot execute, as a script without a first line that says how, is run by /bin/sh.
     *
     * @param words the program, which is looked for in the path if it has no slash, and its arguments
     * @param environment all variables that it gets
     * @param descriptors what it gets as its descriptors 0, 1 and so on; -1 for /dev/null. From 3 on, none may be lower than its place
     * @return the process, which has to be waited for
     * @throws IOException if it cannot be started, with the system's reason
     */
    static ChildProcess start(List<String> words, Map<String, String> environment, int... descriptors)
            throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment child = arena.allocate(JAVA_INT);
            int error = spawn(arena, child, words, environment, descriptors);
            if (error == ENOEXEC) {
                List<String> shell = new ArrayList<>(List.of("/bin/sh"));
                shell.addAll(words);
                error = spawn(arena, child, shell, environment, descriptors);
            }
            if (error != 0) {
                throw new IOException(words.getFirst() + " cannot be started: " + Errno.sentence(error));
            }
            return new ChildProcess(child.get(JAVA_INT, 0));
        }
    }

    private static int spawn(
            Arena arena, MemorySegment child, List<String> words, Map<String, String> environment, int... descriptors) {
        MemorySegment actions = arena.allocate(STRUCTURE, Long.BYTES);
        MemorySegment attributes = arena.allocate(STRUCTURE, Long.BYTES);
        MemorySegment mask = arena.allocate(STRUCTURE, Long.BYTES);
        List<String> variables = new ArrayList<>();
        environment.forEach((name, value) -> variables.add(name + "=" + value));
        MemorySegment program = text(arena, words.getFirst());
        MemorySegment arguments = texts(arena, words);
        MemorySegment all = texts(arena, variables);
        try {
            int ignored = (int) ACTIONS.invokeExact(actions);
            for (int i = 0; i < descriptors.length; i++) {
                int given = descriptors[i];
                ignored = given < 0
                        ? (int) ADD_OPEN.invokeExact(actions, i, text(arena, "/dev/null"), O_RDWR, 0)
                        : (int) ADD_DUPLICATE.invokeExact(actions, given, i);
            }
            ignored = (int) ADD_CLOSE.invokeExact(actions, descriptors.length);
            ignored = (int) ATTRIBUTES.invokeExact(attributes);
            ignored = (int) EMPTY_SET.invokeExact(mask);
            ignored = (int) SET_MASK.invokeExact(attributes, mask);
            ignored = (int) SET_FLAGS.invokeExact(attributes, (short) (SPAWN_SETPGROUP | SPAWN_SETSIGMASK));
            int error = (int) SPAWN.invokeExact(child, program, actions, attributes, arguments, all);
            ignored = (int) END_ATTRIBUTES.invokeExact(attributes);
            ignored = (int) END_ACTIONS.invokeExact(actions);
            return error;
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
    }

    private static MemorySegment texts(Arena arena, List<String> texts) {
        MemorySegment pointers = arena.allocate(ADDRESS, texts.size() + 1L);
        for (int i = 0; i < texts.size(); i++) {
            pointers.setAtIndex(ADDRESS, i, text(arena, texts.get(i)));
        }
        return pointers;
    }

    private static MemorySegment text(Arena arena, String text) {
        Charset encoding = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        return arena.allocateFrom(JAVA_BYTE, (text + "\0").getBytes(encoding));
    }

    /**
     * Waits for its end. Its number is not given to another process before it is collected, so until then it can be killed.
     *
     * @return its exit status, or 128 and the number of the signal that has ended it
     */
    int await() throws IOException {
        if (!hasEnded()) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment information = arena.allocate(STRUCTURE, Long.BYTES);
                SystemMemory.checked(NativeCalls.repeated(
                        state -> (int) WAIT_ID.invokeExact(state, P_PID, id, information, WEXITED | WNOWAIT)));
            }
            collect(0);
        }
        synchronized (this) {
            return status;
        }
    }

    /** Whether it has ended. Returns at once. */
    boolean hasEnded() throws IOException {
        return collect(WNOHANG);
    }

    private synchronized boolean collect(int options) throws IOException {
        if (!reaped) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment word = arena.allocate(JAVA_INT);
                long found = SystemMemory.checked(
                        NativeCalls.repeated(state -> (int) WAIT_PID.invokeExact(state, id, word, options)));
                if (found == id) {
                    reaped = true;
                    int signal = word.get(JAVA_INT, 0) & 0x7f;
                    status = signal == 0 ? word.get(JAVA_INT, 0) >> 8 & 0xff : 128 + signal;
                }
            }
        }
        return reaped;
    }

    /** Whether somebody has waited for its end, or seen it; from then on its number may be another process's. */
    synchronized boolean isCollected() {
        return reaped;
    }

    /** Sends a signal to its process group, unless it {@link #isCollected}. May be called by any thread. */
    synchronized void signal(int number) {
        if (!reaped) {
            NativeCalls.once(state -> (int) KILL.invokeExact(state, -id, number));
        }
    }
}

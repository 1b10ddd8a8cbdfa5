// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.jobs;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of the C library that job control needs. Their numbers are those of Linux, or of macOS and the BSDs, which agree. */
final class PosixCalls {
    static final int SIGKILL = 9;
    static final int SIGTERM = 15;
    static final int SIGTTOU = 22;
    static final int SIGCONT = Platform.isLinux() ? 18 : 19;
    static final int SIGTSTP = Platform.isLinux() ? 20 : 18;

    private static final int O_RDWR = 2;
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;
    private static final int EINTR = 4;
    private static final int WUNTRACED = 2;
    private static final int SPAWN_SETPGROUP = 2;
    private static final int SPAWN_SETSIGMASK = Platform.isLinux() || Platform.isMac() ? 8 : 0x20;

    /** More than any system's posix_spawnattr_t and sigset_t have. */
    private static final int ATTRIBUTES = 1024;

    private static final int SIGNAL_SET = 256;
    private static final Pointer SIG_DFL = Pointer.NULL;
    private static final Pointer SIG_IGN = Pointer.createConstant(1);

    int open(String path) {
        return call("open", path, O_RDWR);
    }

    int ownGroup() {
        return call("getpgrp");
    }

    int foreground(int terminal) {
        return call("tcgetpgrp", terminal);
    }

    void setForeground(int terminal, int group) {
        call("tcsetpgrp", terminal, group);
    }

    void kill(int process, int signal) {
        call("kill", process, signal);
    }

    void killGroup(int group, int signal) {
        call("kill", -group, signal);
    }

    /**
     * Stops the processes of our own group, this one among them, until a shell continues them. A signal to the group may stop this
     * process a moment later, when we have gone on, so we ignore that; one to this thread is delivered before the call returns.
     */
    void stopOwnGroup() {
        call("signal", SIGTSTP, SIG_IGN);
        call("kill", 0, SIGTSTP);
        call("signal", SIGTSTP, SIG_DFL);
        call("raise", SIGTSTP);
    }

    void ignore(int signal) {
        call("signal", signal, SIG_IGN);
    }

    /**
     * Waits until a child ends or is stopped.
     *
     * @return the status of waitpid(2)
     */
    int await(int child) throws IOException {
        try (Memory status = new Memory(Integer.BYTES)) {
            while (call("waitpid", child, status, WUNTRACED) < 0) {
                if (Native.getLastError() != EINTR) {
                    throw new IOException("the command's end cannot be awaited: error " + Native.getLastError());
                }
            }
            return status.getInt(0);
        }
    }

    /**
     * Starts a program in a process group of its own, with an empty signal mask: Java's threads block signals.
     *
     * @param words the program's path, and its arguments
     * @return the number of the process and of its group
     */
    int spawn(List<String> words) throws IOException {
        closeOnExec();
        try (Memory attributes = new Memory(ATTRIBUTES);
                Memory mask = new Memory(SIGNAL_SET);
                Memory child = new Memory(Integer.BYTES);
                Memory arguments = new Memory((words.size() + 1L) * Native.POINTER_SIZE)) {
            call("posix_spawnattr_init", attributes);
            call("sigemptyset", mask);
            call("posix_spawnattr_setsigmask", attributes, mask);
            call("posix_spawnattr_setpgroup", attributes, 0);
            call("posix_spawnattr_setflags", attributes, (short) (SPAWN_SETPGROUP | SPAWN_SETSIGMASK));
            List<Memory> texts = new ArrayList<>();
            for (String word : words) {
                arguments.setPointer((long) texts.size() * Native.POINTER_SIZE, text(word, texts));
            }
            arguments.setPointer((long) words.size() * Native.POINTER_SIZE, Pointer.NULL);
            int error =
                    call("posix_spawn", child, words.getFirst(), Pointer.NULL, attributes, arguments, environment());
            texts.forEach(Memory::close);
            call("posix_spawnattr_destroy", attributes);
            if (error != 0) {
                throw new IOException(words.getFirst() + " cannot be started: error " + error);
            }
            return child.getInt(0);
        }
    }

    private static Pointer text(String word, List<Memory> texts) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        Memory text = new Memory(bytes.length + 1L);
        text.write(0, bytes, 0, bytes.length);
        text.setByte(bytes.length, (byte) 0);
        texts.add(text);
        return text;
    }

    /** Our own environment as the system has it: Java has lost the bytes that are not characters. */
    private static Pointer environment() {
        return Platform.isMac()
                ? Function.getFunction("c", "_NSGetEnviron")
                        .invokePointer(new Object[0])
                        .getPointer(0)
                : NativeLibrary.getProcess().getGlobalVariableAddress("environ").getPointer(0);
    }

    /** Java does not mark all of its descriptors, since its own way to start processes closes them. */
    private static void closeOnExec() {
        String @Nullable [] names = new File("/dev/fd").list();
        for (String name : names == null ? new String[0] : names) {
            int descriptor = Integer.parseInt(name);
            if (descriptor > 2) {
                call("fcntl", descriptor, F_SETFD, FD_CLOEXEC);
            }
        }
    }

    private static int call(String function, Object... arguments) {
        return Function.getFunction("c", function).invokeInt(arguments);
    }
}

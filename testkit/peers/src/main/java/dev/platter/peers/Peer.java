// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.peers;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A foreign program that a test needs. */
public final class Peer {
    private static final Map<String, String> DEBIAN_PACKAGES = Map.ofEntries(
            Map.entry("blockdev", "util-linux"),
            Map.entry("bsdcat", "libarchive-tools"),
            Map.entry("btrfs", "btrfs-progs"),
            Map.entry("certtool", "gnutls-bin"),
            Map.entry("diff", "diffutils"),
            Map.entry("e2fsck", "e2fsprogs"),
            Map.entry("fsck.vfat", "dosfstools"),
            Map.entry("fusermount3", "fuse3"),
            Map.entry("gnutls-cli", "gnutls-bin"),
            Map.entry("groff", "groff-base"),
            Map.entry("losetup", "mount"),
            Map.entry("mkfs.btrfs", "btrfs-progs"),
            Map.entry("mcopy", "mtools"),
            Map.entry("mke2fs", "e2fsprogs"),
            Map.entry("mkfs.ext4", "e2fsprogs"),
            Map.entry("mkfs.vfat", "dosfstools"),
            Map.entry("nbdcopy", "libnbd-bin"),
            Map.entry("nbddump", "libnbd-bin"),
            Map.entry("nbdfuse", "libnbd-bin"),
            Map.entry("nbdinfo", "libnbd-bin"),
            Map.entry("nbdsh", "python3-libnbd"),
            Map.entry("pzstd", "zstd"),
            Map.entry("qemu-img", "qemu-utils"),
            Map.entry("qemu-io", "qemu-utils"),
            Map.entry("qemu-nbd", "qemu-utils"),
            Map.entry("qemu-storage-daemon", "qemu-system-common"),
            Map.entry("qemu-system-x86_64", "qemu-system-x86"),
            Map.entry("sfdisk", "fdisk"),
            Map.entry("sgdisk", "gdisk"),
            Map.entry("ssh", "openssh-client"),
            Map.entry("ssh-agent", "openssh-client"),
            Map.entry("ssh-keygen", "openssh-client"),
            Map.entry("sshd", "openssh-server"),
            Map.entry("tclsh", "tcl"),
            Map.entry("systemd-socket-activate", "systemd"),
            Map.entry("xz", "xz-utils"));

    /** Every system on which these tests run has these programs, so no test has to declare them. */
    private static final Set<String> EVERYWHERE = Set.of("bash", "env", "sh", "stat", "tar", "truncate");

    /** Long enough for a slow machine; a program that hangs still fails its test. */
    private static final long PATIENCE_SECONDS = 120;

    private final List<String> command;
    private final Map<String, String> environment;

    private Peer(List<String> command) {
        this(command, Map.of());
    }

    private Peer(List<String> command, Map<String, String> environment) {
        this.command = command;
        this.environment = environment;
    }

    /**
     * A program that the test brings along.
     *
     * @param program the file to run
     * @return the program
     */
    public static Peer at(Path program) {
        return new Peer(List.of(program.toString()));
    }

    /**
     * Finds a program that the running test has declared by {@link Needs}.
     *
     * @param name its name, for example {@code nbdinfo}
     * @return the program
     * @throws AssertionError if it is not installed; the message says what to do. Also if the test has not declared it, since
     *     the needs of a test must be known before it starts anything
     */
    public static Peer require(String name) {
        return require(name, NeededPeers.declared());
    }

    /**
     * The same for an extension, which JUnit calls outside of the test.
     *
     * @param name its name
     * @param test the test that the extension works for
     * @return the program
     */
    public static Peer require(String name, ExtensionContext test) {
        return require(name, NeededPeers.declaredBy(test));
    }

    private static Peer require(String name, Set<String> declared) {
        if (!EVERYWHERE.contains(name) && !declared.contains(name)) {
            throw new AssertionError("this test uses " + name + " and does not declare it: put @Needs(\"" + name
                    + "\") above it or its class, and ask for it in a method, since fields are filled for a"
                    + " skipped test too");
        }
        return find(name).map(Peer::new).orElseThrow(() -> missing(name));
    }

    static Optional<List<String>> find(String name) {
        Optional<String> file = inPath(name);
        if (file.isPresent()) {
            return Optional.of(List.of(file.get()));
        }
        String wrapper = System.getenv("PLATTER_PEERS");
        if (wrapper != null && !wrapper.isEmpty()) {
            Peer shell = new Peer(List.of(wrapper, "sh", "-c", "command -v \"$0\"", name));
            if (shell.run().status() == 0) {
                return Optional.of(List.of(wrapper, name));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inPath(String name) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            Path file = Path.of(folder, name);
            if (Files.isExecutable(file) && Files.isRegularFile(file)) {
                return Optional.of(file.toString());
            }
        }
        return Optional.empty();
    }

    private static AssertionError missing(String name) {
        return new AssertionError(
                "this test needs " + name + ", which is neither on PATH nor found through the environment variable"
                        + " PLATTER_PEERS: install Debian's package " + debianPackage(name)
                        + " (apt-get install), or run Maven with -Dplatter.it.optional=true to skip such tests");
    }

    /** Whether tests whose programs are missing are skipped. */
    static boolean optional() {
        return Boolean.getBoolean("platter.it.optional");
    }

    static String debianPackage(String name) {
        return DEBIAN_PACKAGES.getOrDefault(name, name);
    }

    /**
     * The same program in another environment.
     *
     * @param variables the variables to set besides those of this process
     * @return the program
     */
    public Peer with(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        return new Peer(command, Map.copyOf(all));
    }

    /**
     * Another program of the same system that needs no search.
     *
     * @param name its name, for example {@code sh}
     * @return the program
     */
    public Peer besides(String name) {
        List<String> other = new ArrayList<>(command);
        other.set(other.size() - 1, name);
        return new Peer(other, environment);
    }

    /**
     * Copies a library of the same system, for a program of this system to load.
     *
     * @param name its name, for example {@code libblkio.so.1}
     * @param folder takes the copy, which has the same name
     * @throws AssertionError if it is not installed there
     */
    public void copyLibrary(String name, Path folder) {
        String script = "path=$(/sbin/ldconfig -p | sed -n \"s|^[[:space:]]*$0 .* => ||p\" | head -n 1)"
                + " && cp \"${path:?no library of the name $0 is installed}\" \"$1\"";
        besides("sh").run("-c", script, name, folder.toString()).success();
    }

    /**
     * Runs the program to its end, without input.
     *
     * @param arguments its arguments
     * @return how it ended
     * @throws AssertionError if it does not end within two minutes
     */
    public Outcome run(String... arguments) {
        try {
            Process process = start(arguments);
            process.getOutputStream().close();
            CompletableFuture<String> out = read(process.getInputStream());
            CompletableFuture<String> err = read(process.getErrorStream());
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                // Programs that it has started may hold the pipes open.
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(commandLine(arguments) + " did not end within " + PATIENCE_SECONDS
                        + " seconds; it wrote\n" + out.join() + err.join());
            }
            return new Outcome(process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + commandLine(arguments) + " ran", e);
        }
    }

    /**
     * Starts the program.
     *
     * @param arguments its arguments
     * @return the running program with pipes for its input and outputs, which the caller ends
     * @throws IOException if it cannot be started
     */
    public Process start(String... arguments) throws IOException {
        return builder(arguments).start();
    }

    /** The same with one pipe for both outputs. */
    Process startWithOneOutput(String... arguments) throws IOException {
        return builder(arguments).redirectErrorStream(true).start();
    }

    private ProcessBuilder builder(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(commandLine(arguments));
        builder.environment().putAll(environment);
        return builder;
    }

    /**
     * The whole command line, for a test that passes it on.
     *
     * @param arguments the program's arguments
     * @return everything that stands before the program, the program, and the arguments
     */
    public List<String> commandLine(String... arguments) {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(arguments));
        return line;
    }

    /**
     * Writes a program that does the same, for those who know programs by their files. It finds programs and temporary files where this
     * process does, so it does not find itself if its folder was put into {@code PATH}.
     *
     * @param file the file to write
     * @return the file
     * @throws IOException if it cannot be written
     */
    public Path asFile(Path file) throws IOException {
        StringBuilder script = new StringBuilder("#!/bin/sh\nexport PATH=");
        script.append(quoted(System.getenv("PATH")));
        String temporary = System.getenv("TMPDIR");
        script.append(temporary == null ? "\nunset TMPDIR" : "\nexport TMPDIR=" + quoted(temporary));
        script.append("\nexec");
        command.forEach(word -> script.append(' ').append(quoted(word)));
        Files.writeString(file, script.append(" \"$@\"\n"));
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
        return file;
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /**
     * Fails the running test, or skips it where that is allowed, unless a program is in the folders of {@code PATH}, where the tested
     * code looks for it.
     *
     * @param name its name
     */
    public static void requireInPath(String name) {
        if (inPath(name).isPresent()) {
            return;
        }
        Assumptions.assumeFalse(optional(), () -> "needs " + name + " in PATH");
        throw new AssertionError("this test needs " + name + " in PATH: install Debian's package " + debianPackage(name)
                + " (apt-get install), or run Maven with -Dplatter.it.optional=true to skip such tests");
    }

    /** Both outputs are read at once, each by a thread of its own: the common pool may have only one thread. */
    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                Thread::startVirtualThread);
    }
}

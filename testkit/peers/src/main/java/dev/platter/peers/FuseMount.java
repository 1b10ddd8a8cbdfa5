// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An export of an NBD server as a file, by nbdfuse. It may be mounted where only its own process sees it, so the file's
 * path leads through that process; root may open it. As with {@link PeerServer}, its life depends on a pipe.
 */
public final class FuseMount implements AutoCloseable {
    /** A line for each failed request would fill a pipe that nobody reads. */
    private static final String SCRIPT = """
        nbdfuse -P "$0/pid" "$0/mount" "$1" 2>"$0/errors" &
        until [ -s "$0/pid" ]; do kill -0 $! || exit 1; sleep 0.02; done
        echo $!
        cat
        kill $!
        wait $!
        """;

    private final Process process;
    private final Path folder;
    private final long pid;

    private FuseMount(Process process, Path folder, long pid) {
        this.process = process;
        this.folder = folder;
        this.pid = pid;
    }

    /**
     * Mounts an export.
     *
     * @param uri the export's URI
     * @return the mount, ready for use
     * @throws IOException if it cannot be mounted; the message has what nbdfuse wrote
     */
    public static FuseMount of(String uri) throws IOException {
        Peer shell = Peer.require("nbdfuse").besides("sh");
        Path folder = Files.createTempDirectory("fuse");
        Files.createDirectory(folder.resolve("mount"));
        Process process = shell.start("-c", SCRIPT, folder.toString(), uri);
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String pid = out.readLine();
        if (pid == null) {
            String complaint = Files.readString(folder.resolve("errors"));
            new FuseMount(process, folder, -1).close();
            throw new IOException("nbdfuse did not start: " + complaint);
        }
        return new FuseMount(process, folder, Long.parseLong(pid));
    }

    /**
     * The file.
     *
     * @return its path, for this user and root
     */
    public Path file() {
        return Path.of("/proc/" + pid + "/root" + folder, "mount", "nbd");
    }

    /** Kills nbdfuse: the file's storage is gone, while it may be open. */
    public void kill() {
        ProcessHandle.of(pid).ifPresent(nbdfuse -> {
            nbdfuse.destroyForcibly();
            nbdfuse.onExit().join();
        });
    }

    /** Unmounts it, and waits until that is done. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
        Files.deleteIfExists(folder.resolve("pid"));
        Files.deleteIfExists(folder.resolve("errors"));
        Files.deleteIfExists(folder.resolve("mount"));
        Files.deleteIfExists(folder);
    }
}

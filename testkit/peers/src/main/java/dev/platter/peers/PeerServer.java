// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A foreign NBD server, or a device that speaks vhost-user, on a Unix socket of its own. It listens when the factory method returns, until it is closed.
 *
 * <p>Its life depends on a pipe: a shell prints "ready" when the server listens, and ends the server when the pipe
 * closes. So even a killed test JVM leaves no server behind.
 */
public final class PeerServer implements AutoCloseable {
    private final Process process;
    private final Path folder;

    private PeerServer(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * Starts nbdkit.
     *
     * @param arguments filters, plugin and parameters, as on its command line
     * @return the server
     * @throws IOException if it does not start; the message has what it wrote
     */
    public static PeerServer nbdkit(String... arguments) throws IOException {
        Peer nbdkit = Peer.require("nbdkit");
        Path folder = Files.createTempDirectory("peer");
        List<String> line = new ArrayList<>(List.of("-U", socket(folder).toString()));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--run", "echo ready; cat"));
        return started(nbdkit.start(line.toArray(String[]::new)), folder);
    }

    /**
     * Asserts that nbdkit refuses to serve. It gets no command to run meanwhile: nbdkit starts the command before the plugin's last
     * callback, and ends with the command's status if the command is the first to end.
     *
     * @param arguments filters, plugin and parameters, as on its command line
     */
    public static void assertNbdkitRefuses(String... arguments) {
        List<String> line = new ArrayList<>(List.of("-f", "-U", "-"));
        line.addAll(List.of(arguments));
        assertEquals(
                1, Peer.require("nbdkit").run(line.toArray(String[]::new)).status(), () -> "status of nbdkit " + line);
    }

    /**
     * Starts qemu-nbd, for any number of clients.
     *
     * @param arguments options and file, as on its command line
     * @return the server
     * @throws IOException if it does not start; the message has what it wrote
     */
    public static PeerServer qemuNbd(String... arguments) throws IOException {
        Peer shell = Peer.require("qemu-nbd").besides("sh");
        Path folder = Files.createTempDirectory("peer");
        String script = "qemu-nbd --fork --pid-file=\"$0/pid\" -t -e 0 -k \"$0/socket\" \"$@\" && echo ready && cat;"
                + " pid=$(cat \"$0/pid\"); kill \"$pid\"; while readlink \"/proc/$pid/exe\" >/dev/null 2>&1; do sleep"
                + " 0.02; done";
        List<String> line = new ArrayList<>(List.of("-c", script, folder.toString()));
        line.addAll(List.of(arguments));
        return started(shell.start(line.toArray(String[]::new)), folder);
    }

    /**
     * Starts nbd-server, the protocol's own, for any number of clients.
     *
     * @param exportName the name of the only export
     * @param file what it serves, with flush, FUA and trim
     * @return the server
     * @throws IOException if it does not start; the message has what it wrote
     */
    public static PeerServer nbdServer(String exportName, Path file) throws IOException {
        Peer shell = Peer.require("nbd-server").besides("sh");
        Path folder = Files.createTempDirectory("peer");
        // It needs a TCP port, and does not accept 0.
        int unused;
        try (ServerSocket any = new ServerSocket(0)) {
            unused = any.getLocalPort();
        }
        Files.writeString(folder.resolve("conf"), """
            [generic]
            unixsock = %s
            listenaddr = 127.0.0.1
            port = %d
            allowlist = true
            [%s]
            exportname = %s
            flush = true
            fua = true
            trim = true
            """.formatted(socket(folder), unused, exportName, file));
        String script = "nbd-server -C \"$0/conf\" -p \"$0/pid\" && { until [ -s \"$0/pid\" ] && [ -S \"$0/socket\" ];"
                + " do sleep 0.02; done; echo ready && cat; kill \"$(cat \"$0/pid\")\"; }";
        return started(shell.start("-c", script, folder.toString()), folder);
    }

    /**
     * Starts qemu-storage-daemon with a vhost-user block device, for one client at a time. Its monitor, which speaks QMP,
     * is at {@link #monitor()}.
     *
     * @param format of the image, for example {@code qcow2}
     * @param image the image
     * @param options of the export, for example {@code writable=on,num-queues=4}
     * @return the server, whose device is {@code disk} and whose export is {@code export}
     * @throws IOException if it does not start; the message has what it wrote
     */
    public static PeerServer vhostUserBlock(String format, Path image, String options) throws IOException {
        Peer shell = Peer.require("qemu-storage-daemon").besides("sh");
        Path folder = Files.createTempDirectory("peer");
        String script = "qemu-storage-daemon --daemonize --pidfile \"$0/pid\""
                + " --chardev socket,id=monitor,server=on,wait=off,path=\"$0/monitor\" --monitor chardev=monitor"
                + " --blockdev driver=file,node-name=file,filename=\"$2\",discard=unmap"
                + " --blockdev driver=\"$1\",node-name=disk,file=file,discard=unmap"
                + " --export type=vhost-user-blk,id=export,node-name=disk,addr.type=unix,addr.path=\"$0/socket\",\"$3\""
                + " && echo ready && cat; kill \"$(cat \"$0/pid\")\"; while [ -e \"$0/pid\" ]; do sleep 0.02; done";
        return started(shell.start("-c", script, folder.toString(), format, image.toString(), options), folder);
    }

    private static PeerServer started(Process process, Path folder) throws IOException {
        PeerServer server = new PeerServer(process, folder);
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        if (!"ready".equals(out.readLine())) {
            process.getOutputStream().close();
            String complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            server.close();
            throw new IOException("the server did not start: " + complaint);
        }
        return server;
    }

    /**
     * The Unix socket on which it listens.
     *
     * @return its socket's file
     */
    public Path socket() {
        return socket(folder);
    }

    /**
     * The Unix socket of the monitor of a {@link #vhostUserBlock}.
     *
     * @return its socket's file
     */
    public Path monitor() {
        return folder.resolve("monitor");
    }

    /**
     * The URI of one of its exports.
     *
     * @param exportName the export's name, as it stands in a URI
     * @return the URI
     */
    public String uri(String exportName) {
        return "nbd+unix:///" + exportName + "?socket=" + socket();
    }

    /** Ends the server, and waits until it has. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
        Files.deleteIfExists(socket());
        Files.deleteIfExists(monitor());
        Files.deleteIfExists(folder.resolve("pid"));
        Files.deleteIfExists(folder.resolve("conf"));
        Files.deleteIfExists(folder);
    }

    private static Path socket(Path folder) {
        return folder.resolve("socket");
    }
}

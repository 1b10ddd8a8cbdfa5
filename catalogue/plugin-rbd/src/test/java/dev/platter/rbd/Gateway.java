// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server of an image in a process of its own, which a test can kill, or stop for a while. */
final class Gateway implements AutoCloseable {
    private final Process process;
    private final NbdUri uri;

    private Gateway(Process process, NbdUri uri) {
        this.process = process;
        this.uri = uri;
    }

    static Gateway start(CephCluster.Running cluster, String image) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Gateway.class.getName(),
                        cluster.conf().toString(),
                        image)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = process.inputReader().readLine();
        if (line == null) {
            throw new IOException("the gateway does not start");
        }
        return new Gateway(process, NbdUri.parse(line));
    }

    /** What the process does: it serves until its input ends, as it does when the test's process goes. */
    public static void main(String[] words) throws Exception {
        RbdPlugin.Config config = new RbdPlugin.Config(
                Optional.of(ImageName.parse("rbd/" + words[1])),
                Optional.empty(),
                Optional.of(Path.of(words[0])),
                "admin",
                "ceph",
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(30),
                List.of());
        try (Served served = Served.of(new RbdPlugin(config))) {
            System.out.println(served.uri());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    NbdClient client() throws IOException {
        return NbdClient.connect(uri);
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Sends a signal by its name. */
    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        kill();
    }
}

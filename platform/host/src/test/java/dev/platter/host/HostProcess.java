// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A host in a process of its own, which can be killed. */
final class HostProcess {
    private final Process process;

    private HostProcess(Process process) {
        this.process = process;
    }

    /** Runs until it is killed, or its parent has ended. */
    public static void main(String[] args) throws RefusedException, IOException {
        try (PluginHost host = PluginHost.open(List.of(), Path.of(args[0]), System::getLogger)) {
            System.out.println("started " + host.available().size());
            while (System.in.read() >= 0) {}
        }
    }

    /** Returns when the host has started. */
    static HostProcess start(Path cache) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostProcess.class.getName(),
                        cache.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader();
        if (!"started 0".equals(out.readLine())) {
            process.destroyForcibly();
            throw new AssertionError("the host does not start");
        }
        return new HostProcess(process);
    }

    /** Kills the process, as {@code kill -9} does, or the system when it runs out of memory. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}

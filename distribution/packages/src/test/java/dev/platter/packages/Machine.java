// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.packages;

import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Debian system that has just been installed, with systemd as its first process, for one test. Shares the network with us. */
final class Machine implements BeforeEachCallback, AfterEachCallback {
    private static final String SCRIPT =
            Path.of("src", "test", "sh", "machine").toAbsolutePath().toString();
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private Process process;
    private Path folder;
    private Peer inside;
    private String first;

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        Peer system = Peer.require("rpm", test);
        folder = Files.createTempDirectory("platter-machine");
        process = system.besides("sh").start(SCRIPT, folder.toString(), TARGET.toString());
        first = process.inputReader().readLine();
        if (first == null) {
            throw new IOException(
                    "no machine: " + new String(process.getErrorStream().readAllBytes()));
        }
        inside = system.besides("nsenter");
        // "degraded" if a service of the system does not work here.
        run("systemctl", "is-system-running", "--wait");
    }

    /** Runs a command as root. */
    Outcome run(String... words) {
        return inside.run(line(words));
    }

    /** Starts a command as root. */
    Process start(String... words) throws IOException {
        return inside.start(line(words));
    }

    private String[] line(String... words) {
        List<String> line =
                new ArrayList<>(List.of("--target", first, "--all", "--root", "--wdns=/", "--", "/usr/bin/env", "-i"));
        line.add("PATH=/usr/sbin:/usr/bin:/sbin:/bin");
        line.addAll(List.of(words));
        return line.toArray(String[]::new);
    }

    /** Runs a script as root, which must succeed. */
    String shell(String script) {
        return run("sh", "-euc", script).success();
    }

    /** The only file of a name with a pattern among the packages. */
    static Path built(String pattern) throws IOException {
        try (var files = Files.newDirectoryStream(TARGET, pattern)) {
            return files.iterator().next();
        }
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Peer.require("rpm", test).besides("rm").run("-rf", folder.toString()).success();
    }
}

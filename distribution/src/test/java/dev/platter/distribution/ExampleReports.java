// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What came of scripts, with nbdkit and with ours, as {@code examples.py} tells it. */
final class ExampleReports {
    /** What nbdkit did, and what ours did. */
    record Pair(String nbdkits, String ours) {}

    private final Map<String, Path> stems = new HashMap<>();

    private ExampleReports() {}

    /** Runs each script with both. */
    static ExampleReports of(List<String> scripts, Platter platter, Credentials credentials)
            throws IOException, InterruptedException {
        ExampleReports reports = new ExampleReports();
        Path folder = Files.createDirectory(platter.folder().resolve("e"));
        // An example may become another user, who goes through all of them.
        for (Path way : List.of(platter.folder(), folder)) {
            Files.setPosixFilePermissions(way, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        for (String script : scripts) {
            if (!reports.stems.containsKey(script)) {
                String number = String.format("%03d", reports.stems.size());
                Files.writeString(folder.resolve(number + ".sh"), script + "\n");
                reports.stems.put(script, folder.resolve(number));
            }
        }
        Path driver = folder.resolve("examples.py");
        try (InputStream source = ExampleReports.class.getResourceAsStream("examples.py")) {
            Files.copy(source, driver);
        }
        Path commands = Path.of(platter.command("nbdkit").commandLine().getFirst());
        List<String> line = new ArrayList<>(
                List.of("--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "python3", driver.toString()));
        line.addAll(List.of(
                folder.toString(),
                credentials.root().toString(),
                commands.getParent().toString()));
        run(Peer.require("nbdkit")
                .besides("unshare")
                .with(Map.of(
                        "PLATTER_JAVA",
                        System.getProperty("java.home"),
                        "PLATTER_AOT",
                        "use",
                        "PLATTER_JAVA_OPTIONS",
                        "-Dplatter.portable=" + Boolean.getBoolean("platter.portable")))
                .start(line.toArray(String[]::new)));
        return reports;
    }

    /** It takes as long as many examples take. */
    private static void run(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String complaints = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), complaints);
    }

    Pair of(String script) throws IOException {
        Path stem = stems.get(script);
        return new Pair(Files.readString(Path.of(stem + ".installed")), Files.readString(Path.of(stem + ".ours")));
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands in README.md work exactly as they stand there. */
@Tag("same-in-both-modes")
class ReadmeIT {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\n(.*?)```");

    @RegisterExtension
    private final Platter platter = new Platter();

    private final List<String> commands = blocks("sh");

    /** Does not build again, since this test runs within the build: only checks Maven's arguments. */
    @Test
    void theFirstCommandServesADisk() throws IOException {
        Files.createSymbolicLink(
                platter.folder().resolve("distribution"), Path.of("").toAbsolutePath());
        Outcome outcome = platter.shell("mvn() { [ \"$*\" = '-DskipTests -DskipITs package' ]; }\n" + commands.get(0));
        assertTrue(outcome.success().contains("export-size: 1073741824 (1G)"), outcome.out());
    }

    /** Does not run the tests: {@code .ci/run} takes its command from README, so each run of it tests the command. */
    @Test
    void theSecondCommandRunsTheTests() throws IOException {
        assertEquals("mvn verify -Dplatter.it.optional=true", commands.get(1).strip());
        assertTrue(
                Files.readString(Path.of("..", ".ci", "run")).contains("/^## Test it$/,/^## /s/^mvn /&/p' README.md"));
    }

    /** A plain jar has no headers that declare the packages of the JDK that it uses. */
    @Test
    void aPlainJarReachesEveryPackageOfTheJdk() throws IOException {
        Tarball.unpack(platter.folder());
        String source = blocks("java").getFirst();
        String calls = source.replace(
                "return config.size().bytes();",
                "return java.sql.Timestamp.valueOf(\"2026-01-01 00:00:00\").getNanos() +"
                    + " ((javax.net.ssl.SSLServerSocketFactory)"
                    + " javax.net.ssl.SSLServerSocketFactory.getDefault()).getSupportedCipherSuites().length * 512L;");
        assertNotEquals(source, calls);
        Files.writeString(platter.folder().resolve("OnesPlugin.java"), calls);
        String path = "PATH=" + Platter.quoted(System.getProperty("java.home") + "/bin") + ":$PATH\n";
        Outcome outcome = platter.shell(path + commands.get(2));
        assertTrue(outcome.success().contains("export-size: "), outcome.out());
        assertFalse(outcome.out().contains("export-size: 0"), outcome.out());
    }

    @Needs("nbdsh")
    @Test
    void thePluginIsCompiledPackedAndServed() throws IOException {
        Tarball.unpack(platter.folder());
        Files.writeString(
                platter.folder().resolve("OnesPlugin.java"), blocks("java").getFirst());
        String path = "PATH=" + Platter.quoted(System.getProperty("java.home") + "/bin") + ":$PATH\n";
        Outcome outcome = platter.shell(path + commands.get(2));
        assertTrue(outcome.success().contains("export-size: 1048576 (1M)"), outcome.out());
        assertEquals("", outcome.err());

        String jar = platter.folder().resolve("ones.jar").toString();
        String uri = platter.serve(jar, "1M").uri();
        Peer.require("nbdsh")
                .run("-u", uri, "-c", "assert h.pread(1 << 20, 0) == b'\\xff' * (1 << 20)")
                .success();
        assertTrue(platter.run(jar, "--help").success().contains("Size of the disk."));
    }

    private static List<String> blocks(String language) {
        try {
            return BLOCK.matcher(Files.readString(Path.of("..", "README.md")))
                    .results()
                    .filter(block -> block.group(1).equals(language))
                    .map(block -> block.group(2))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

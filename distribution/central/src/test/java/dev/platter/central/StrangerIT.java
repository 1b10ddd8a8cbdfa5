// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.central;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Authors who have the staged folder and the archive, and nothing else of ours, make a plugin and a filter by the commands of the guide.
 * The server of the archive serves both.
 *
 * <p>Their local repository begins empty. What others have made may come from the local repository of this build, which spares downloads.
 */
@Tag("same-in-both-modes")
@Needs({"mvn", "nbdsh"})
@Timeout(600)
class StrangerIT {
    @TempDir
    static Path folder;

    private static Path home;

    @BeforeAll
    static void becomeAStranger() throws IOException {
        Path archive;
        try (Stream<Path> files = Files.list(Staged.ROOT.resolve("distribution/target"))) {
            archive = files.filter(file -> file.getFileName().toString().matches("platter-[0-9].*\\.tar\\.gz"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the build has made no archive"));
        }
        Peer.require("tar")
                .run("-xzf", archive.toString(), "-C", folder.toString())
                .success();
        home = folder.resolve(archive.getFileName().toString().replace(".tar.gz", ""));

        Path settings = Files.writeString(
                folder.resolve("settings.xml"),
                Guide.read(Staged.ROOT)
                        .settings(Staged.ROOT)
                        .replace("</repositories>", downloaded("repository") + "</repositories>")
                        .replace("</pluginRepositories>", downloaded("pluginRepository") + "</pluginRepositories>"));
        Files.createDirectory(folder.resolve("bin"));
        List<String> maven = new ArrayList<>(Peer.require("mvn").commandLine());
        maven.addAll(List.of("-ntp", "-s", settings.toString(), "-Dmaven.repo.local=" + repository()));
        command("mvn", maven);
        command("nbdsh", Peer.require("nbdsh").commandLine());
    }

    private static String downloaded(String element) {
        Path here = Path.of(System.getProperty("localRepository"));
        return "<" + element + "><id>downloaded</id><url>" + here.toUri() + "</url>"
                // Maven keeps no checksums of some files, and warns at length.
                + "<releases><checksumPolicy>ignore</checksumPolicy></releases><snapshots><enabled>false</enabled></snapshots></"
                + element + ">";
    }

    private static Path repository() {
        return folder.resolve("repository");
    }

    private static void command(String name, List<String> line) throws IOException {
        String words = line.stream().map(StrangerIT::quoted).collect(Collectors.joining(" "));
        // The path of this process, since a wrapper may look for the name again, and would find this file.
        String script = "#!/bin/sh\nPATH=" + quoted(System.getenv("PATH")) + "\nexec " + words + " \"$@\"\n";
        Path file = Files.writeString(folder.resolve("bin").resolve(name), script);
        assertTrue(file.toFile().setExecutable(true));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** A shell in the author's folder, which finds the commands of the archive. */
    private static Process shell(String script) throws IOException {
        Path here = folder.toRealPath();
        String path = here.resolve("bin") + ":" + home.resolve("bin") + ":" + System.getenv("PATH");
        return Peer.require("sh")
                .with(Map.of("PATH", path, "PLATTER_AOT", "off", "MAVEN_OPTS", ""))
                .start("-euc", "exec 2>&1; cd \"$0\"\n" + script, here.toString());
    }

    /** Runs a script that must succeed. It may take longer than other programs of tests: Maven downloads. */
    private static String run(String script) throws Exception {
        Process process = shell(script);
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @Test
    void pluginAndFilterAreMadeFromTheStagedFolderAloneAndServed() throws Exception {
        Guide guide = Guide.read(Staged.ROOT);

        String plugin = run(guide.commands("platter-plugin-archetype", Staged.version()));
        assertTrue(plugin.contains("bytearray(b'" + "\\x07".repeat(4) + "')"), plugin);
        assertJudged(plugin);

        String filter = run(guide.commands("platter-filter-archetype", Staged.version()));
        assertTrue(filter.contains("bytearray(b'" + "\\x0f".repeat(4) + "')"), filter);
        assertJudged(filter);

        assertAllOfOursIsStaged();
        assertServedFromTheDeployFolder();
        keep();
        assertBndFileChangesHeaders();
    }

    /** More than the test that is special about it: the conformance suite. */
    private static void assertJudged(String said) {
        Matcher tests = Pattern.compile("Tests run: (\\d+), Failures: 0, Errors: 0, Skipped: 0\\R")
                .matcher(said);
        assertTrue(tests.find(), said);
        assertTrue(Integer.parseInt(tests.group(1)) > 20, tests.group());
    }

    /** Maven notes beside each file which repository it is from. */
    private static void assertAllOfOursIsStaged() throws IOException {
        List<String> origins = new ArrayList<>();
        try (Stream<Path> files = Files.walk(repository().resolve("dev/platter"))) {
            for (Path file :
                    files.filter(file -> file.endsWith("_remote.repositories")).toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.contains(">"))
                        .forEach(origins::add);
            }
        }
        assertTrue(origins.stream().anyMatch(line -> line.startsWith("platter-testkit-")), origins::toString);
        assertEquals(
                List.of(),
                origins.stream().filter(line -> !line.endsWith(">platter=")).toList());
    }

    /** What arrives in a running server can be served at once. */
    private static void assertServedFromTheDeployFolder() throws Exception {
        Files.writeString(folder.resolve("platter.toml"), """
            [server]
            state = "state"
            deploy = "deploy"
            control = "control"
            [[listen]]
            unix = "nbd.sock"
            """);
        Files.createDirectory(folder.resolve("deploy"));
        Process server = shell("exec platterd --config=platter.toml");
        try (BufferedReader log = server.inputReader()) {
            await(log, "ready: ");
            for (String jar : List.of("filled", "invert")) {
                Path built = folder.resolve(jar).resolve("target").resolve(jar + "-1.0.jar");
                Path copied = Files.copy(built, folder.resolve(jar + ".part"));
                Files.move(copied, folder.resolve("deploy").resolve(jar + "-1.0.jar"));
                await(log, "'" + jar + "'");
            }
            String read = run("""
                export PLATTER_CONTROL="$PWD/control"
                platterctl export add mine --filter=invert filled size=1M
                nbdsh -u "nbd+unix:///mine?socket=$PWD/nbd.sock" -c 'h.pwrite(b"mine", 4711); print(h.pread(5, 4710))'
                """);
            assertTrue(read.contains("bytearray(b'\\xffmine')"), read);
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    /** And leaves those alone that it does not name. */
    private static void assertBndFileChangesHeaders() throws Exception {
        run("cd invert; echo '-removeheaders:' >bnd.bnd; mvn -B package -DskipTests");
        try (JarFile jar =
                new JarFile(folder.resolve("invert/target/invert-1.0.jar").toFile())) {
            Attributes headers = jar.getManifest().getMainAttributes();
            assertNotNull(headers.getValue("Bundle-License"));
            assertEquals("org.example.invert", headers.getValue("Bundle-SymbolicName"));
        }
    }

    /** A release adds them to those that every later server must serve. */
    private static void keep() throws IOException {
        Path kept = Files.createDirectories(Path.of("target", "strangers"));
        keep("filled", "FilledPlugin.java", kept, "plugin-filled.jar");
        keep("invert", "InvertFilter.java", kept, "filter-invert.jar");
    }

    private static void keep(String project, String source, Path kept, String jar) throws IOException {
        Path from = folder.resolve(project);
        Files.copy(from.resolve("target").resolve(project + "-1.0.jar"), kept.resolve(jar), REPLACE_EXISTING);
        Files.copy(from.resolve("src/main/java/org/example").resolve(source), kept.resolve(source), REPLACE_EXISTING);
    }

    private static void await(BufferedReader log, String text) throws IOException {
        List<String> said = new ArrayList<>();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.add(line);
            if (line.contains(text)) {
                return;
            }
        }
        throw new AssertionError("it has gone before it said '" + text + "': " + said);
    }
}

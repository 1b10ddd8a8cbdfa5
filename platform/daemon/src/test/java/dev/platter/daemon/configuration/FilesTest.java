// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.platter.server.definition.ListenerDefinition.ListenAddress;
import dev.platter.server.definition.ServerDefinition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unusual files, and files that belong together. */
class FilesTest {
    @TempDir
    Path folder;

    @Test
    void aMissingFileIsReported() {
        assertEquals(
                List.of("platter.toml: there is no such file; create it, or name another"),
                new Etc(folder).complaints());
    }

    @Test
    void aFolderInPlaceOfTheFileIsRefused() throws Exception {
        Files.createDirectory(folder.resolve("platter.toml"));
        assertEquals(List.of("platter.toml: this is a folder; name a file"), new Etc(folder).complaints());
    }

    @Test
    void aHugeFileIsRefused() throws Exception {
        assertEquals(
                List.of("platter.toml: the file has more than 1048576 bytes, the most that are read; spread its"
                        + " exports over files in conf.d"),
                new Etc(folder).main("a".repeat(10 << 20)).complaints());
    }

    @Test
    void latin1IsRefused() throws Exception {
        byte[] bytes = "[server]\n# caf\u00e9 \n".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                List.of("platter.toml:2:6: the byte 0xe9 is not UTF-8 here; save the file as UTF-8"),
                new Etc(folder).file("platter.toml", bytes).complaints());
    }

    @Test
    void aCharacterThatIsCutOffIsRefused() throws Exception {
        byte[] bytes = {'#', (byte) 0xe2, (byte) 0x82};
        assertEquals(
                List.of("platter.toml:1:2: the byte 0xe2 is not UTF-8 here; save the file as UTF-8"),
                new Etc(folder).file("platter.toml", bytes).complaints());
    }

    @Test
    void aByteOrderMarkIsSkipped() throws Exception {
        assertEquals("vm1", new Etc(folder).main("\ufeff" + Etc.EXPORT).vm1().name());
    }

    @Test
    void linesMayEndAsOnWindows() throws Exception {
        assertEquals(
                "memory",
                new Etc(folder)
                        .main(Etc.EXPORT.replace("\n", "\r\n"))
                        .vm1()
                        .plugin()
                        .reference());
    }

    @Test
    void commentsThatWouldKeepTheParserBusyAreRefused() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertEquals(
                        List.of("platter.toml:502:1: more than 500 lines in a row are empty or comments, which would"
                                + " keep the parser busy for very long; remove some, or move them after the next key"),
                        new Etc(folder)
                                .main("[server]\n" + "# x\n".repeat(100_000))
                                .complaints()));
    }

    @Test
    void aThousandExportsAreRead() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            text.append(Etc.EXPORT.replace("vm1", "vm" + i));
        }
        assertEquals(
                1000, new Etc(folder).main(text.toString()).server().exports().size());
    }

    @Test
    void aSyntaxErrorIsReportedWithItsPlace() throws Exception {
        assertEquals(
                List.of(
                        "platter.toml:2:12: this is not TOML: Unexpected end of line, expected a value",
                        "platter.toml:4:1: this is not TOML: server previously defined at line 1, column 1"),
                new Etc(folder)
                        .main("[server]\nthreads =  \n[http]\n[server]\n")
                        .complaints());
    }

    @Test
    void aKeyThatIsWrittenTwiceIsRefused() throws Exception {
        assertEquals(
                List.of("platter.toml:3:1: this is not TOML: threads previously defined at line 2, column 1"),
                new Etc(folder).main("[server]\nthreads = 1\nthreads = 2\n").complaints());
    }

    @Test
    void dropInsAddExportsAndListeners() throws Exception {
        ServerDefinition server = new Etc(folder)
                .main(Etc.EXPORT)
                .file("conf.d/20.toml", Etc.EXPORT.replace("vm1", "c"))
                .file("conf.d/10.toml", Etc.EXPORT.replace("vm1", "b") + "[[listen]]\nunix = \"s\"\n")
                .file("conf.d/.10.toml", "rubbish")
                .file("conf.d/10.toml~", "rubbish")
                .server();
        assertEquals(List.of("vm1", "b", "c"), List.copyOf(server.exports().keySet()));
        assertEquals(
                new ListenAddress.Unix(folder.resolve("conf.d/s")),
                server.listeners().getFirst().address());
    }

    @Test
    void anExportThatIsDefinedTwiceIsRefused() throws Exception {
        assertEquals(
                List.of("conf.d/a.toml:2:1: export \"vm1\" is already defined at platter.toml:1:1; rename or remove"
                        + " one of the two"),
                new Etc(folder)
                        .main(Etc.EXPORT)
                        .file("conf.d/a.toml", "\n" + Etc.EXPORT)
                        .complaints());
    }

    @Test
    void aTableOfTheMainFileIsRefusedInADropIn() throws Exception {
        assertEquals(
                List.of("conf.d/a.toml:1:1: unknown key 'server' in conf.d/*.toml; it belongs in platter.toml;"
                        + " possible keys are listen and export"),
                new Etc(folder).main("").file("conf.d/a.toml", "[server]\n").complaints());
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws Exception {
        String complaint =
                new Etc(folder).main("").file("conf.d", "").complaints().getFirst();
        assertEquals(
                "conf.d: this must be a folder that the server's user may read; correct or remove it",
                complaint.substring(0, complaint.indexOf(" (")));
    }

    @Test
    void contentsOfABrokenFileAreNotReportedAsMissing() throws Exception {
        assertEquals(
                Set.of("conf.d/a.toml:1:1: this is not TOML: Unexpected '=', expected a key, a table key, a newline, or"
                        + " end-of-input"),
                Set.copyOf(new Etc(folder)
                        .main("[server]\ndefault-export = \"a\"\n[[listen]]\nunix = \"s\"\n" + Etc.EXPORT
                                + "[export.vm1.allow]\naddresses = [\"::1\"]\n")
                        .file("conf.d/a.toml", "=")
                        .complaints()));
    }

    @Test
    void allComplaintsAreReportedAtOnceByFileAndLine() throws Exception {
        Etc etc = new Etc(folder)
                .main("[server]\nlog = \"xml\"\nthread = 4\n[export.vm1]\n")
                .file("conf.d/a.toml", "[export.b]\n");
        assertEquals(
                List.of(
                        "conf.d/a.toml:1:1: export \"b\" has no plugin; add [export.b.plugin] with use = \"NAME\"",
                        "platter.toml:2:1: log in [server] must be \"text\" or \"json\", not \"xml\"",
                        "platter.toml:3:1: unknown key 'thread' in [server]; did you mean 'threads'? possible keys are"
                                + " state, deploy, bundles, control, threads, grace, lifecycle-timeout, log and"
                                + " default-export",
                        "platter.toml:4:1: export \"vm1\" has no plugin; add [export.vm1.plugin] with use = \"NAME\""),
                etc.complaints());
        assertEquals(
                4,
                assertThrows(ConfigurationException.class, etc::read)
                        .getMessage()
                        .lines()
                        .count());
    }

    @Test
    void aMessageHasAtMostAHundredComplaints() throws Exception {
        Etc etc = new Etc(folder).main("a b c\n".repeat(1000));
        List<String> lines = assertThrows(ConfigurationException.class, etc::read)
                .getMessage()
                .lines()
                .toList();
        assertEquals(101, lines.size());
        assertEquals("and 900 more", lines.getLast());
        assertEquals(1000, etc.complaints().size());
    }
}

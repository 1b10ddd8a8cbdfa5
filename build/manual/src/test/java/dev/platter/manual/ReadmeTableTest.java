// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of plugins and filters in README. */
final class ReadmeTableTest {
    private static final String BEFORE = "# A readme\n\n| | name | |\n|---|---|---|\n";
    private static final String AFTER = "\nAnd more.\n";

    private Repository repository;
    private Path readme;

    @BeforeEach
    void make(@TempDir Path root) throws IOException {
        repository = new Repository(root);
        readme = root.resolve("README.md");
    }

    private ReadmeTable table() throws IOException {
        return ReadmeTable.of(repository.root(), repository.read());
    }

    @Test
    void theTableIsMadeOfTheModules() throws IOException {
        Files.writeString(readme, BEFORE + "| plugin | [old](no/such.md) | something that has gone |\n" + AFTER);
        ReadmeTable table = table();

        Complaint complaint = table.check().orElseThrow();
        assertEquals(5, complaint.line());
        assertTrue(complaint.message().contains("it must say: | plugin | [tank]("), complaint.message());

        table.apply();
        assertEquals(Optional.empty(), table.check());
        String made = Files.readString(readme);
        assertTrue(made.startsWith(BEFORE + "| plugin | [tank]("), made);
        assertTrue(made.indexOf("| filter | [leak](") > made.indexOf("| plugin | [tank]("), made);
        assertTrue(made.endsWith(" |\n" + AFTER), made);
    }

    @Test
    void aReadmeWithoutTheTableIsReported() throws IOException {
        Files.writeString(readme, "# A readme\n");
        assertTrue(table().check().orElseThrow().message().contains("there is no table"));
    }
}

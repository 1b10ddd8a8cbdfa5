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

/** The table of plugins and filters in README, and in other texts. */
final class CatalogueTableTest {
    private static final String BEFORE = "# A readme\n\n| | name | |\n|---|---|---|\n";
    private static final String AFTER = "\nAnd more.\n";

    private Repository repository;
    private Path readme;

    @BeforeEach
    void make(@TempDir Path root) throws IOException {
        repository = new Repository(root);
        readme = root.resolve("README.md");
    }

    private CatalogueTable table() throws IOException {
        return CatalogueTable.of(readme, repository.read());
    }

    @Test
    void theTableIsMadeOfTheModules() throws IOException {
        Files.writeString(readme, BEFORE + "| plugin | [old](no/such.md) | something that has gone |\n" + AFTER);
        CatalogueTable table = table();

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
    void onlyTheTableOfTheNewestReleaseIsMade() throws IOException {
        String old = "\n## 1.0\n\n| | name | |\n|---|---|---|\n| plugin | [old](old.md) | of that time |\n";
        Path notes = Files.createDirectories(repository.root().resolve("docs")).resolve("notes.md");
        Files.writeString(notes, BEFORE + old);

        CatalogueTable.of(notes, repository.read()).apply();

        String made = Files.readString(notes);
        assertTrue(made.endsWith(old), made);
        String link = made.substring(made.indexOf("[tank](") + 7, made.indexOf(')', made.indexOf("[tank](")));
        assertTrue(Files.exists(notes.resolveSibling(link)), link);
    }

    @Test
    void aTextWithoutTheTableIsReported() throws IOException {
        Files.writeString(readme, "# A readme\n");
        assertTrue(table().check().orElseThrow().message().contains("there is no table"));
    }
}

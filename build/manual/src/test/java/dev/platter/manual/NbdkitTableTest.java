// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about nbdkit's plugins and filters. The repository has a plugin tank and a filter leak. */
final class NbdkitTableTest {
    private static final String HEAD =
            "# A page\n\n<!-- What follows is made of the modules and of nbdkit-members.txt. -->\n";

    private Repository repository;
    private Path docs;

    @BeforeEach
    void make(@TempDir Path root) throws IOException {
        repository = new Repository(root);
        docs = Files.createDirectories(root.resolve("docs"));
        Files.writeString(docs.resolve("catalogue.md"), HEAD + "old\n");
    }

    private NbdkitTable table(String... lines) throws IOException {
        Files.write(docs.resolve("nbdkit-members.txt"), List.of(lines));
        return NbdkitTable.of(docs, repository.read());
    }

    @Test
    void pageSaysWhatIsOursAndWhyTheRestIsNot() throws IOException {
        NbdkitTable table = table(
                "# a comment",
                "plugin | barrel | - | It leaks.",
                "plugin | tank | Is larger. | Not yet.",
                "filter | leak | - | -");
        assertTrue(
                table.check().getFirst().message().contains("out of date"), () -> "an old page passes for a new one");

        table.apply();
        assertEquals(List.of(), table.check());
        String made = Files.readString(docs.resolve("catalogue.md"));
        assertTrue(made.startsWith(HEAD), made);
        assertTrue(made.contains("1 of nbdkit's 2 are here."), made);
        assertTrue(made.contains("| barrel | no | It leaks. |"), made);
        assertTrue(made.contains("| Is larger. |") && !made.contains("Not yet."), made);
        String link = made.substring(made.indexOf("[yes](") + 6, made.indexOf(')', made.indexOf("[yes](")));
        assertTrue(Files.exists(docs.resolve(link)), link);
    }

    @Test
    void whatIsOnlyHereIsNamed() throws IOException {
        NbdkitTable table = table("plugin | tank | - | -");
        table.apply();
        String made = Files.readString(docs.resolve("catalogue.md"));
        assertTrue(made.contains("Not in nbdkit: [leak]("), made);
    }

    @Test
    void missingMemberNeedsAReason() throws IOException {
        Complaint complaint = table("plugin | barrel | Is larger. | -").check().getFirst();
        assertEquals(1, complaint.line());
        assertTrue(complaint.message().contains("there is no such plugin"), complaint.message());
    }

    @Test
    void lineThatIsNotAMemberIsReported() throws IOException {
        assertEquals(
                2,
                table("plugin | tank | - | -", "plugin tank").check().getFirst().line());
        assertEquals(1, table("valve | tank | - | -").check().getFirst().line());
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The build's entry point: {@code Main REPOSITORY OUTPUT VERSION TIMESTAMP check|apply}. */
final class Main {
    private Main() {}

    /**
     * Makes the manual pages, or prints their faults and those of the tables in README and docs and exits with status 1.
     *
     * @param args the folder of the repository, the folder to write to, the version, the version's time as ISO 8601, and whether
     *     those tables are checked or made anew
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]).toRealPath();
        Manual manual = Manual.read(root);
        List<Complaint> complaints = new ArrayList<>(manual.complaints());
        for (String text : List.of("README.md", "docs/release-notes.md")) {
            CatalogueTable table = CatalogueTable.of(root.resolve(text), manual);
            if (args[4].equals("apply")) {
                table.apply();
            }
            table.check().ifPresent(complaints::add);
        }
        NbdkitTable nbdkit = NbdkitTable.of(root.resolve("docs"), manual);
        if (args[4].equals("apply")) {
            nbdkit.apply();
        }
        complaints.addAll(nbdkit.check());
        if (!complaints.isEmpty()) {
            complaints.forEach(System.err::println);
            System.exit(1);
        }
        manual.write(
                Path.of(args[1]), new Edition(args[2], LocalDate.ofInstant(Instant.parse(args[3]), ZoneOffset.UTC)));
    }
}

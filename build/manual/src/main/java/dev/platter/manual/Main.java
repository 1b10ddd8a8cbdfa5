// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The build's entry point: {@code Main REPOSITORY OUTPUT VERSION TIMESTAMP}. */
final class Main {
    private Main() {}

    /**
     * Makes the manual pages, or prints their faults and exits with status 1.
     *
     * @param args the folder of the repository, the folder to write to, the version, and the version's time as ISO 8601
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Manual manual = Manual.read(Path.of(args[0]).toRealPath());
        if (!manual.complaints().isEmpty()) {
            manual.complaints().forEach(System.err::println);
            System.exit(1);
        }
        manual.write(
                Path.of(args[1]), new Edition(args[2], LocalDate.ofInstant(Instant.parse(args[3]), ZoneOffset.UTC)));
    }
}

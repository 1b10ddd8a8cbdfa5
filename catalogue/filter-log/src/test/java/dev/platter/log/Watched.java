// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The filter, a disk behind it, and the file that it writes to. */
final class Watched {
    static final String TIME = "2026-11-23 15:52:12.022263 ";

    final TestContext context = new TestContext();
    final TestOpener opener;
    final LogFilter filter;
    private final Path file;

    private Watched(Disk behind, Path file, boolean append) throws IOException {
        this.file = file;
        opener = new TestOpener(behind);
        filter = new LogFilter(
                new LogFilter.Config(Optional.of(file), append, Optional.empty()),
                InstantSource.fixed(Instant.parse("2026-11-23T15:52:12.022263999Z")));
        filter.prepare();
        filter.start(opener, context);
    }

    static Watched disk(Disk behind, Path file) throws IOException {
        return new Watched(behind, file, false);
    }

    static Watched appending(Disk behind, Path file) throws IOException {
        return new Watched(behind, file, true);
    }

    AsyncDisk open() throws IOException {
        return open(TestClient.anybody());
    }

    AsyncDisk open(Client client) throws IOException {
        return (AsyncDisk) filter.open(opener, client);
    }

    /** The lines written so far, after all waiting writers have run; without the time, which is always the same. */
    List<String> lines() throws IOException {
        context.work();
        return Files.readAllLines(file).stream()
                .map(line -> line.startsWith(TIME) ? line.substring(TIME.length()) : line)
                .toList();
    }

    /** The lines about requests. */
    List<String> requests() throws IOException {
        String connection = "connection=1 ";
        return lines().stream()
                .filter(line -> line.contains(" id="))
                .map(line -> line.startsWith(connection) ? line.substring(connection.length()) : line)
                .toList();
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.count;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import java.io.IOException;
import java.util.Optional;

/** Counts bytes, and tells how many in the log when the server ends. */
@NbdFilter(
        name = "count",
        summary = "counts the bytes that are read, written, zeroed and trimmed",
        contents = Contents.NONE)
public final class CountFilter implements Filter {
    private final Counts counts = new Counts();
    private Optional<System.Logger> log = Optional.empty();

    /** Called by the server. */
    public CountFilter() {}

    @Override
    public void start(Opener next, Context context) {
        log = Optional.of(context.logger());
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        return new CountDisk(next.open(client), counts);
    }

    @Override
    public void stop() {
        log.ifPresent(started -> started.log(System.Logger.Level.DEBUG, counts.toString()));
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.stats;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Counts requests, and writes statistics of them into a file when the server ends. */
@NbdFilter(name = "stats", summary = "writes statistics of the requests when the server ends", contents = Contents.NONE)
public final class StatsFilter implements Filter {
    private final Config config;
    private final Tallies all = Tallies.empty();
    private @Nullable FileChannel file;
    private long started;

    /**
     * The parameters.
     *
     * @param statsfile where the statistics go
     * @param statsappend whether they are added to what is there
     * @param statsthreshold the share of requests that the breakdown shows, in per cent
     */
    public record Config(
            @Parameter(help = "The file that the statistics are written to.")
            Path statsfile,

            @Parameter(defaultValue = "false", help = "Whether they are added to what the file has already.")
            boolean statsappend,

            @Parameter(
                    defaultValue = "95",
                    min = 0,
                    max = 100,
                    syntax = "PERCENT",
                    help = "How many of the requests the breakdown by length and alignment shows; 0 for no breakdown.")
            int statsthreshold) {}

    public StatsFilter(Config config) {
        this.config = config;
    }

    /**
     * A file that cannot be written to is found out at the start. It is only ever appended to, since an older instance that is being
     * replaced may write to it too.
     */
    @Override
    public void prepare() throws IOException {
        if (!config.statsappend()) {
            FileChannel.open(
                            config.statsfile(),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
        }
        file = FileChannel.open(config.statsfile(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void start(Opener next, Context context) {
        started = System.nanoTime();
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        return new StatsDisk(next.open(client), this::add);
    }

    private synchronized void add(Tallies counted) {
        all.add(counted);
    }

    @Override
    public synchronized void stop() throws IOException {
        if (file == null) {
            return;
        }
        try (FileChannel open = file) {
            ByteBuffer report = StandardCharsets.US_ASCII.encode(
                    new Report(System.nanoTime() - started, config.statsthreshold()).of(all));
            while (report.hasRemaining()) {
                open.write(report);
            }
        }
    }
}

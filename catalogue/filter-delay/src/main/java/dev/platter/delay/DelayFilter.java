// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Delays requests, as a slow or distant server would. */
@NbdFilter(name = "delay", summary = "delays requests, as a slow or distant server would", contents = Contents.NONE)
public final class DelayFilter implements Filter {
    /** The number of threads that call a blocking disk, as many as the server would use. */
    private static final int THREADS = 16;

    private final Config config;
    private final LongSupplier clock;
    private @Nullable Context context;
    private @Nullable BoundedExecutor bounded;

    /**
     * The parameters.
     *
     * @param delayRead how long reads wait
     * @param delayWrite how long writes wait
     * @param delayZero how long requests for zeroes wait
     * @param delayTrim how long trims wait
     * @param wdelay how long writes, zeroes and trims wait that have no delay of their own
     * @param delayExtents how long requests for extents wait
     * @param delayCache how long requests to read ahead wait
     * @param delayFastZero whether fast zeroes wait too, or are refused
     * @param delayOpen how long opening the disk takes
     * @param delayClose how long closing it takes
     * @param delayFile the file without which nothing waits
     */
    public record Config(
            @Parameter(
                    aliases = {"rdelay", "delay-reads"},
                    defaultValue = "0",
                    help = "How long reads wait.")
            Duration delayRead,

            @Parameter(aliases = "delay-writes", help = "How long writes wait.")
            Optional<Duration> delayWrite,

            @Parameter(aliases = "delay-zeroes", help = "How long requests for zeroes wait.")
            Optional<Duration> delayZero,

            @Parameter(
                    aliases = {"delay-trims", "delay-discard", "delay-discards"},
                    help = "How long trims wait.")
            Optional<Duration> delayTrim,

            @Parameter(help = "How long writes, zeroes and trims without a delay of their own wait.")
            Optional<Duration> wdelay,

            @Parameter(aliases = "delay-extent", defaultValue = "0", help = "How long requests for extents wait.")
            Duration delayExtents,

            @Parameter(defaultValue = "0", help = "How long requests to read ahead wait.")
            Duration delayCache,

            @Parameter(
                    defaultValue = "true",
                    help = "Whether fast zeroes wait as other zeroes do. If not, and zeroes have a delay, they are"
                            + " refused at once.")
            boolean delayFastZero,

            @Parameter(defaultValue = "0", help = "How long clients wait when they open the disk.")
            Duration delayOpen,

            @Parameter(defaultValue = "0", help = "How long the disk stays open after its client has left.")
            Duration delayClose,

            @Parameter(help = "Nothing waits unless this file exists; without this parameter, always.")
            Optional<Path> delayFile) {
        Delays delays() {
            return new Delays(
                    delayRead,
                    changing(delayWrite),
                    changing(delayZero),
                    changing(delayTrim),
                    delayExtents,
                    delayCache);
        }

        private Duration changing(Optional<Duration> own) {
            return own.or(() -> wdelay).orElse(Duration.ZERO);
        }
    }

    public DelayFilter(Config config) {
        this(config, System::nanoTime);
    }

    DelayFilter(Config config, LongSupplier clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void start(Opener next, Context started) {
        context = started;
        bounded = new BoundedExecutor(started.workers(), THREADS);
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Context server = present(context);
        TriggerFile delaying = new TriggerFile(config.delayFile());
        if (!config.delayOpen().isZero() && delaying.isOn()) {
            server.sleep(client, config.delayOpen());
        }
        Disk behind = next.open(client);
        if (!config.delayClose().isZero()) {
            behind = new LateClosingDisk(behind, server, config.delayClose(), delaying);
        }
        Delays delays = config.delays();
        if (delays.areNone()) {
            return behind;
        }
        CallThreads calls = new CallThreads(present(bounded), behind.blocking(), delaying);
        return new DelayDisk(
                behind,
                delays,
                config.delayFastZero(),
                calls,
                delay -> new DelayLine(server, client, delay, calls.executor(), clock));
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not started yet");
        }
        return value;
    }
}

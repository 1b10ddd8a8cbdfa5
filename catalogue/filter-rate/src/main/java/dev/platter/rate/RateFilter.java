// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rate;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Limits how many bits clients read, and how many they write, in a second. */
@NbdFilter(name = "rate", summary = "limits bandwidth by connection or server", contents = Contents.NONE)
public final class RateFilter implements Filter {
    /** How long after a change of a file the rate may change. */
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final double burstiness;
    private final LongSupplier clock;
    private final Limit server;
    private final Limit connection;
    private final Directions all;
    private final Set<Directions> connections = ConcurrentHashMap.newKeySet();
    private @Nullable Context context;

    /**
     * The parameters.
     *
     * @param rate for all connections together, in bits per second
     * @param connectionRate for each connection, in bits per second
     * @param rateFile changes the rate for all connections
     * @param connectionRateFile changes the rate for each connection
     * @param burstiness for how many seconds bandwidth is saved up
     */
    public record Config(
            @Parameter(syntax = "BITS-PER-SECOND", help = "The limit for all connections together.")
            Optional<Size> rate,

            @Parameter(syntax = "BITS-PER-SECOND", help = "The limit for each connection.")
            Optional<Size> connectionRate,

            @Parameter(help = "A file that changes the limit for all connections while the server runs.")
            Optional<Path> rateFile,

            @Parameter(help = "A file that changes the limit for each connection while the server runs.")
            Optional<Path> connectionRateFile,

            @Parameter(
                    defaultValue = "2",
                    syntax = "SECONDS",
                    help = "For how many seconds the bandwidth that a client does not use is saved up for it.")
            double burstiness) {
        /**
         * Checks the numbers.
         *
         * @throws ParameterException if a rate is 0, or the burstiness is not more than 0
         */
        public Config {
            check("rate", rate);
            check("connection-rate", connectionRate);
            if (!(burstiness > 0)) {
                throw new ParameterException(
                        "burstiness", "must be more than 0 seconds, and not " + burstiness + ", or nothing would pass");
            }
        }

        private static void check(String key, Optional<Size> rate) {
            if (rate.isPresent() && rate.get().bytes() == 0) {
                throw new ParameterException(
                        key, key + " cannot be set to 0, or nothing would pass: leave it out for no limit");
            }
        }
    }

    public RateFilter(Config config) {
        this(config, System::nanoTime);
    }

    RateFilter(Config config, LongSupplier clock) {
        this.clock = clock;
        burstiness = config.burstiness();
        server = limit(config.rate(), config.rateFile());
        connection = limit(config.connectionRate(), config.connectionRateFile());
        all = directions(server);
    }

    private static Limit limit(Optional<Size> rate, Optional<Path> file) {
        return new Limit(rate.map(Size::bytes).orElse(0L), file.map(RateFile::new));
    }

    private Directions directions(Limit limit) {
        long rate = limit.bitsPerSecond();
        return new Directions(new TokenBucket(rate, burstiness, clock), new TokenBucket(rate, burstiness, clock));
    }

    @Override
    public void start(Opener next, Context started) {
        context = started;
        if (server.mayChange() || connection.mayChange()) {
            look(started);
        }
    }

    private void look(Context started) {
        if (server.look(started.logger())) {
            all.adjust(server.bitsPerSecond());
        }
        if (connection.look(started.logger())) {
            connections.forEach(each -> each.adjust(connection.bitsPerSecond()));
        }
        started.schedule(INTERVAL, () -> look(started));
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Context started = context;
        if (started == null) {
            throw new IllegalStateException("not started yet");
        }
        if (!server.isThere() && !connection.isThere()) {
            return next.open(client);
        }
        Disk behind = next.open(client);
        Directions own = directions(connection);
        Runnable forget = () -> {};
        if (connection.mayChange()) {
            connections.add(own);
            // The rate may have changed between the two.
            own.adjust(connection.bitsPerSecond());
            forget = () -> connections.remove(own);
        }
        return new RateDisk(
                behind,
                new Throttle(all.reads(), own.reads()),
                new Throttle(all.writes(), own.writes()),
                started,
                client,
                forget);
    }
}

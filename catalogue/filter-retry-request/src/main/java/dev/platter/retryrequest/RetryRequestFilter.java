// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.retryrequest;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.retries.Patience;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tries single requests again that have failed, on the same open disk. */
@NbdFilter(name = "retry-request", summary = "tries single requests again that have failed", contents = Contents.NONE)
public final class RetryRequestFilter implements Filter {
    private final Patience patience;
    private final boolean retriesOpening;
    private @Nullable Context context;

    /**
     * The parameters.
     *
     * @param retryRequestRetries how often a request is tried again
     * @param retryRequestDelay how long to wait before that
     * @param retryRequestOpen whether opening the disk is tried again too
     */
    public record Config(
            @Parameter(defaultValue = "2", min = 0, max = 1000, help = "How often a request is tried again.")
            int retryRequestRetries,

            @Parameter(defaultValue = "2", help = "How long to wait before a request is tried again.")
            Duration retryRequestDelay,

            @Parameter(defaultValue = "true", help = "Whether opening the disk is tried again too.")
            boolean retryRequestOpen) {
        /**
         * Checks the delay.
         *
         * @throws ParameterException if it is 0
         */
        public Config {
            if (retryRequestDelay.isZero()) {
                throw new ParameterException("retry-request-delay", "it cannot be 0: write 1ms for a short wait");
            }
        }
    }

    public RetryRequestFilter(Config config) {
        patience = new Patience(config.retryRequestRetries(), config.retryRequestDelay(), false);
        retriesOpening = config.retryRequestOpen();
    }

    @Override
    public void start(Opener next, Context started) {
        context = started;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Context server = context;
        if (server == null) {
            throw new IllegalStateException("not started yet");
        }
        return new RetriedDisk(openPatiently(next, client, server), patience, server, client);
    }

    private Disk openPatiently(Opener next, Client client, Context server) throws IOException {
        for (long failures = 1; ; failures++) {
            try {
                return next.open(client);
            } catch (IOException e) {
                if (!retriesOpening || !patience.allows(failures)) {
                    throw e;
                }
                server.logger().log(Level.DEBUG, "opening failed, and is tried again: " + e.getMessage());
                server.sleep(client, patience.before(failures));
            }
        }
    }
}

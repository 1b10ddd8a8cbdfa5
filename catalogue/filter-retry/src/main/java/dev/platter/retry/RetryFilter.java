// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.retry;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.nbd.NbdError;
import dev.platter.retries.Patience;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens the disk behind again when a request has failed, and tries the request again. */
@NbdFilter(name = "retry", summary = "opens the disk again after an error", contents = Contents.NONE)
public final class RetryFilter implements Filter {
    private static final long MOST = (1L << 32) - 1;

    private final RetryPolicy policy;
    private @Nullable Context context;

    /**
     * The parameters.
     *
     * @param retries how often a request is tried again
     * @param retryDelay how long to wait before that
     * @param retryExponential whether each wait is twice as long as the one before it
     * @param retryReadonly whether the disk is opened read-only after an error
     * @param retryError the errors after which a request is tried again
     */
    public record Config(
            @Parameter(
                    defaultValue = "5",
                    min = 0,
                    max = MOST,
                    syntax = "N",
                    help = "How often a request is tried again.")
            long retries,

            @Parameter(defaultValue = "2", help = "How long to wait before a request is tried again.")
            Duration retryDelay,

            @Parameter(
                    defaultValue = "true",
                    help = "Whether each further wait of a request is twice as long as the one before it.")
            boolean retryExponential,

            @Parameter(defaultValue = "false", help = "Whether the disk is opened read-only after the first error.")
            boolean retryReadonly,

            @Parameter(
                    syntax = "ERROR",
                    example = "EIO",
                    whenAbsent = "all",
                    help = "An error after which a request is tried again; after others it fails at once.")
            List<NbdError> retryError) {
        /**
         * Checks the delay.
         *
         * @throws ParameterException if it is 0
         */
        public Config {
            if (retryDelay.isZero()) {
                throw new ParameterException("retry-delay", "it cannot be 0: write 1ms for a short wait");
            }
        }

        RetryPolicy policy() {
            return new RetryPolicy(
                    new Patience(retries, retryDelay, retryExponential), Set.copyOf(retryError), retryReadonly);
        }
    }

    public RetryFilter(Config config) {
        policy = config.policy();
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
        OpenedDisk first = openPatiently(next, client, server);
        try {
            return new RetryDisk(next, client, policy, server, first);
        } catch (IOException | RuntimeException | Error e) {
            first.disk().close();
            throw e;
        }
    }

    private OpenedDisk openPatiently(Opener next, Client client, Context server) throws IOException {
        Client asked = client;
        for (long failures = 1; ; failures++) {
            try {
                return opened(next, asked);
            } catch (IOException e) {
                server.logger().log(Level.DEBUG, "opening failed: " + e.getMessage());
                if (!policy.allows(failures, e)) {
                    throw e;
                }
                server.sleep(client, policy.patience().before(failures));
                asked = policy.readOnly() ? client.asReadOnly() : client;
            }
        }
    }

    /** Opens the disk behind, and closes it if it does not tell its size. */
    static OpenedDisk opened(Opener next, Client client) throws IOException {
        Disk disk = next.open(client);
        try {
            return new OpenedDisk(disk);
        } catch (IOException | RuntimeException | Error e) {
            disk.close();
            throw e;
        }
    }
}

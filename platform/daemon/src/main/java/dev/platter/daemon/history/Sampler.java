// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import dev.platter.engine.traffic.ExportTraffic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Supplier;

/** Takes samples at each full second, on a virtual thread of its own. */
public final class Sampler implements AutoCloseable {
    private final History history;
    private final Supplier<Map<String, ExportTraffic>> traffic;
    private final System.Logger log;
    private final Thread thread;
    private boolean failing;

    private Sampler(History history, Supplier<Map<String, ExportTraffic>> traffic, System.Logger log) {
        this.history = history;
        this.traffic = traffic;
        this.log = log;
        thread = Thread.ofVirtual().name("history").unstarted(this::run);
    }

    /**
     * Starts sampling.
     *
     * @param history receives the samples
     * @param traffic supplies the traffic by export name
     * @param log receives failures
     * @return the sampler, to be closed when the server ends
     */
    public static Sampler start(History history, Supplier<Map<String, ExportTraffic>> traffic, System.Logger log) {
        Sampler sampler = new Sampler(history, traffic, log);
        sampler.thread.start();
        return sampler;
    }

    private void run() {
        try {
            while (true) {
                sample();
                Instant now = Instant.now();
                Thread.sleep(Duration.between(
                        now, now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1)));
            }
        } catch (InterruptedException e) {
            // It is closed.
        }
    }

    /** A failure, such as a lack of memory, makes a gap in the history and does not end it. */
    private void sample() {
        try {
            history.sample(Instant.now(), traffic.get());
            failing = false;
        } catch (RuntimeException | OutOfMemoryError e) {
            if (!failing) {
                log.log(System.Logger.Level.WARNING, "the page's history has a gap: its counters cannot be read", e);
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

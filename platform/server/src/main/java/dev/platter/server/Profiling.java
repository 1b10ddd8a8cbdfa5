// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.engine.parameters.DurationText;
import dev.platter.host.RefusedException;
import dev.platter.profiler.Profile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes a profile of a server on demand. The profiler's classes load only then. */
final class Profiling {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    private Profiling() {}

    /** Returns a page in HTML, when the time is over. */
    static String take(Duration time, CompletableFuture<String> end, System.Logger log) throws RefusedException {
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            throw new RefusedException("a profile takes from " + DurationText.of(SHORTEST) + " to "
                    + DurationText.of(LONGEST) + ", not " + DurationText.of(time));
        }
        try (Profile profile = Profile.begin()) {
            log.log(Level.INFO, "a profile is taken, which ends in " + DurationText.of(time));
            if (comes(end, time)) {
                throw new RefusedException("the server ends, so the profile was given up");
            }
            return profile.end();
        } catch (IOException e) {
            throw new RefusedException("no profile can be taken: " + RefusedException.sentence(e), e);
        }
    }

    private static boolean comes(CompletableFuture<String> end, Duration within) {
        try {
            end.get(within.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import dev.platter.api.Context;
import dev.platter.scripts.ShellCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a script prints. The script runs again when they are older than the user wants, and when the web server no longer accepts
 * what they say. Requests wait for it meanwhile, so its methods are for workers.
 */
final class RenewedLines {
    private final String key;
    private final String script;
    private final String url;
    private final Duration renew;
    private final Duration patience;
    private final Context context;
    private long iteration;
    private long made;
    private @Nullable Printed current;

    /**
     * What one run of the script has printed.
     *
     * @param iteration how often it had run before
     * @param lines that are not blank
     */
    record Printed(long iteration, List<String> lines) {}

    /**
     * Makes it; the script does not run yet.
     *
     * @param key the parameter that has the script
     * @param url that the script knows as {@code $url}
     * @param renew how old the lines may become; zero for any age
     * @param patience how long the script may take
     */
    RenewedLines(String key, String script, String url, Duration renew, Duration patience, Context context) {
        this.key = key;
        this.script = script;
        this.url = url;
        this.renew = renew;
        this.patience = patience;
        this.context = context;
    }

    /** {@return what it has printed, after running it if need be} */
    synchronized Printed printed() throws IOException {
        Printed now = current;
        if (now == null || (!renew.isZero() && System.nanoTime() - made >= renew.toNanos())) {
            String beginning =
                    "iteration=" + iteration + " url=" + ShellCommand.quoted(url) + "\nexport iteration url\n";
            List<String> lines = new ShellCommand(key, beginning + script)
                    .run(context.temporaryFolder(), context, patience)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            now = new Printed(iteration, lines);
            iteration++;
            current = now;
            made = System.nanoTime();
        }
        return now;
    }

    /** Has the script run again for the next request, unless it has already run since it printed these lines. */
    synchronized void refused(Printed used) {
        if (used.equals(current)) {
            current = null;
        }
    }
}

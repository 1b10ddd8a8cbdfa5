// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.cli.jobs.Job;
import dev.platter.host.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A command that runs beside the server. A shell runs it, with variables that say where the export is. As in nbdkit they are
 * not exported, so that programs which happen to read a variable {@code port} are not disturbed.
 */
final class CaptiveShell {
    /** How long the command has to end when it is asked to. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Job job;

    private CaptiveShell(Job job) {
        this.job = job;
    }

    /** Starts a command with our own standard input and outputs. */
    static CaptiveShell start(String command, Endpoint endpoint) throws RefusedException {
        try {
            if (System.getProperty("os.name").startsWith("Windows")) {
                return new CaptiveShell(Job.startInWindows("cmd.exe", command, variables(endpoint)));
            }
            return new CaptiveShell(Job.start(
                    locale(System.getenv()) + script(command, endpoint), Boolean.getBoolean("platter.portable")));
        } catch (IOException e) {
            throw new RefusedException("--run needs a shell: " + e.getMessage(), e);
        }
    }

    /** The launcher gives Java a UTF-8 locale, without which it destroys other letters; the command gets the user's own. */
    static String locale(Map<String, String> environment) {
        String users = environment.get("PLATTER_LC_ALL");
        if (users == null) {
            return "";
        }
        return "unset PLATTER_LC_ALL" + (users.isEmpty() ? " LC_ALL\n" : "\nexport LC_ALL=" + quoted(users) + "\n");
    }

    static String script(String command, Endpoint endpoint) {
        StringBuilder script = new StringBuilder();
        variables(endpoint).forEach((name, value) -> script.append(name + "=" + quoted(value) + "\n"));
        return script.append(command).toString();
    }

    private static Map<String, String> variables(Endpoint endpoint) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("uri", endpoint.uri());
        variables.put("nbd", endpoint.uri());
        variables.put("exportname", endpoint.exportName());
        variables.put("port", endpoint.port());
        variables.put("unixsocket", endpoint.unixSocket());
        variables.put("tls", endpoint.tls());
        variables.put("tls_certificates", text(endpoint.encryption().certificates()));
        variables.put("tls_psk", text(endpoint.encryption().keys()));
        return variables;
    }

    private static String text(Optional<Path> path) {
        return path.isPresent() ? path.get().toString() : "";
    }

    /** Completes when the command has ended. */
    CompletableFuture<?> ended() {
        return job.ended();
    }

    /** Ends the command, if it still runs, and all processes that it has started; those that do not want to end, by force. */
    void terminate() {
        job.terminate();
        job.ended().copy().orTimeout(GRACE.toMillis(), TimeUnit.MILLISECONDS).whenComplete((_, late) -> {
            if (late != null) {
                job.kill();
            }
        });
    }

    /**
     * Waits for the command.
     *
     * @return its status; 128 and the signal's number if it was killed
     */
    int status() {
        return job.status();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

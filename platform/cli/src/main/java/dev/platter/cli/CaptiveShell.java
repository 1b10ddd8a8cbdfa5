// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.host.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A command that runs beside the server. A shell runs it, with variables that say where the export is. As in nbdkit they are
 * not exported, so that programs which happen to read a variable {@code port} are not disturbed.
 */
final class CaptiveShell {
    private final Process process;

    private CaptiveShell(Process process) {
        this.process = process;
    }

    /** Starts a command with our own standard input and outputs. */
    static CaptiveShell start(String command, Endpoint endpoint) throws RefusedException {
        try {
            ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", script(command, endpoint)).inheritIO();
            restoreLocale(shell.environment());
            return new CaptiveShell(shell.start());
        } catch (IOException e) {
            throw new RefusedException("--run needs a shell: " + e.getMessage(), e);
        }
    }

    /** The launcher gives Java a UTF-8 locale, without which it destroys other letters; the command gets the user's own. */
    private static void restoreLocale(Map<String, String> environment) {
        String users = environment.remove("PLATTER_LC_ALL");
        if (users != null && users.isEmpty()) {
            environment.remove("LC_ALL");
        } else if (users != null) {
            environment.put("LC_ALL", users);
        }
    }

    static String script(String command, Endpoint endpoint) {
        return "uri=" + quoted(endpoint.uri())
                + "\nnbd=" + quoted(endpoint.uri())
                + "\nexportname=" + quoted(endpoint.exportName())
                + "\nport=" + quoted(endpoint.port())
                + "\nunixsocket=" + quoted(endpoint.unixSocket())
                + "\ntls=" + endpoint.tls()
                + "\ntls_certificates=" + quoted(text(endpoint.encryption().certificates()))
                + "\ntls_psk=" + quoted(text(endpoint.encryption().keys()))
                + "\n"
                + command;
    }

    private static String text(Optional<Path> path) {
        return path.isPresent() ? path.get().toString() : "";
    }

    /** Completes when the command has ended. */
    CompletableFuture<?> ended() {
        return process.onExit();
    }

    /** Ends the command, if it still runs, and all processes that it has started. */
    void terminate() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    /**
     * Waits for the command.
     *
     * @return its status; 128 and the signal's number if it was killed
     */
    int status() {
        return process.onExit().join().exitValue();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

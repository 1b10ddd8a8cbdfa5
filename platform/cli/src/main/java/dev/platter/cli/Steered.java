// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.control.ControlServer;
import dev.platter.host.RefusedException;
import dev.platter.server.steering.Steering;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The control socket of a run, if it has one. The classes behind it load only then. */
final class Steered implements AutoCloseable {
    private final @Nullable AutoCloseable control;
    private final System.Logger log;

    private Steered(@Nullable AutoCloseable control, System.Logger log) {
        this.control = control;
        this.log = log;
    }

    /** Opens the socket that the command line names, if it names one. */
    static Steered by(Optional<String> socket, Steering steering, Function<String, System.Logger> loggers)
            throws RefusedException {
        System.Logger log = loggers.apply("control");
        if (socket.isEmpty()) {
            return new Steered(null, log);
        }
        try {
            return new Steered(Listener.at(Path.of(socket.get()).toAbsolutePath(), steering, log), log);
        } catch (IOException | InvalidPathException e) {
            throw new RefusedException("--control: " + e.getMessage(), e);
        } catch (NoClassDefFoundError e) {
            // The launcher leaves these jars out unless it sees the option, which makes every other start shorter.
            throw new RefusedException("--control must be written out on the command line, not in a file of words", e);
        }
    }

    /** Kept apart, so that this class can be loaded and checked without those of the control socket. */
    private static final class Listener {
        static AutoCloseable at(Path socket, Steering steering, System.Logger log) throws IOException {
            return ControlServer.start(socket, steering, log);
        }
    }

    @Override
    public void close() {
        try {
            if (control != null) {
                control.close();
            }
        } catch (Exception e) {
            log.log(System.Logger.Level.WARNING, "the control socket could not be closed: " + e.getMessage());
        }
    }
}

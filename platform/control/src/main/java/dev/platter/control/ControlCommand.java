// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import dev.platter.host.RefusedException;
import dev.platter.server.steering.Steering;
import java.util.List;
import java.util.Optional;

/**
 * A command that clients may send.
 *
 * @param title its name in requests
 * @param effect whether it changes the server, and so when it is possible
 * @param arguments the names of its arguments
 */
record ControlCommand(String title, Effect effect, Action action, List<String> arguments) {
    private static final List<ControlCommand> ALL = List.of(
            of("status", Effect.LOOKS, (server, _) -> server.status()),
            of("exports", Effect.LOOKS, (server, _) -> server.exports()),
            of("connections", Effect.LOOKS, (server, _) -> server.connections()),
            of("traffic", Effect.LOOKS, (server, _) -> server.flow()),
            of("bundles", Effect.LOOKS, (server, _) -> server.bundles()),
            of("deployments", Effect.LOOKS, (server, _) -> server.deployments()),
            of(
                    "diff",
                    Effect.LOOKS,
                    (server, _) -> new Forecast(server.difference(), server.objections(), server.configuration())),
            of(
                    "profile",
                    Effect.LOOKS,
                    (server, arguments) -> new Profile(server.profile(arguments.seconds("seconds"))),
                    "seconds"),
            of(
                    "install",
                    Effect.CHANGES,
                    (server, arguments) -> new Message(server.install(arguments.absolutePath("jar"))),
                    "jar"),
            of(
                    "upgrade",
                    Effect.CHANGES,
                    (server, arguments) ->
                            new Message(server.upgrade(arguments.text("export"), arguments.flag("live"))),
                    "export",
                    "live"),
            of(
                    "rollback",
                    Effect.CHANGES,
                    (server, arguments) -> new Message(server.rollBack(arguments.text("name"))),
                    "name"),
            of(
                    "uninstall",
                    Effect.CHANGES,
                    (server, arguments) ->
                            new Message(server.uninstall(arguments.text("name"), arguments.optionalText("version"))),
                    "name",
                    "version"),
            of(
                    "reload",
                    Effect.CHANGES,
                    (server, arguments) -> new Message(server.reload(arguments.flag("force"))),
                    "force"),
            of(
                    "export-add",
                    Effect.CHANGES,
                    (server, arguments) -> new Message(server.addExport(
                            arguments.text("name"),
                            arguments.texts("members"),
                            arguments.texts("parameters"),
                            arguments.map("options"))),
                    "name",
                    "members",
                    "parameters",
                    "options"),
            of(
                    "export-remove",
                    Effect.CHANGES,
                    (server, arguments) ->
                            new Message(server.removeExport(arguments.text("name"), arguments.text("mode"))),
                    "name",
                    "mode"),
            of(
                    "export-start",
                    Effect.CHANGES,
                    (server, arguments) -> new Message(server.startExport(arguments.text("name"))),
                    "name"),
            of(
                    "drain",
                    Effect.CHANGES,
                    (server, arguments) ->
                            new Message(server.drain(arguments.text("export"), arguments.seconds("grace"))),
                    "export",
                    "grace"),
            of(
                    "kill",
                    Effect.CHANGES,
                    (server, arguments) -> new Message(server.kill(arguments.number("connection"))),
                    "connection"),
            new ControlCommand(
                    "shell",
                    Effect.CHANGES,
                    (_, shell, arguments) -> shell.run(arguments.text("text")),
                    List.of("text")),
            // Possible at any time: a server can be stopped while it starts.
            of("stop", Effect.ENDS, (server, _) -> new Message(server.stop())));

    /** When a command is possible. */
    enum Effect {
        LOOKS,
        CHANGES,
        ENDS
    }

    /** A sentence about what has happened, or would. */
    record Message(String message) {}

    /** What a reload would change, why it would be refused, and the file that it would read. */
    record Forecast(String message, List<String> objections, String file) {}

    /** A flame graph, as a page in HTML. */
    record Profile(String page) {}

    /** Runs the command, and returns what {@link RecordJson} can write. */
    interface Action {
        Object run(Steering server, OwnShell shell, Arguments arguments) throws BadRequestException, RefusedException;
    }

    /** An action that does not depend on the connection. */
    private interface Steered {
        Object run(Steering server, Arguments arguments) throws BadRequestException, RefusedException;
    }

    private static ControlCommand of(String title, Effect effect, Steered action, String... arguments) {
        return new ControlCommand(title, effect, (server, _, given) -> action.run(server, given), List.of(arguments));
    }

    static List<ControlCommand> all() {
        return ALL;
    }

    static Optional<ControlCommand> named(String title) {
        return ALL.stream().filter(command -> command.title.equals(title)).findFirst();
    }

    static List<String> titles() {
        return ALL.stream().map(ControlCommand::title).toList();
    }

    /** Runs the command, and returns what {@link RecordJson} can write. */
    Object run(Steering server, OwnShell shell, Arguments given) throws BadRequestException, RefusedException {
        return action.run(server, shell, given);
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.platter.engine.parameters.DurationText;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 *
 * A command of {@code platterctl}.
 *
 * @param title its name, one or two words
 * @param words the words that follow, as the help shows them; a word is optional if it begins with a bracket
 * @param meaning what it does, for the help
 * @param options the long names of its own options, some of which belong to other commands too
 */
record Verb(String title, String words, String meaning, Action action, List<String> options) {
    /** In the order in which the help shows them. */
    private static final List<Verb> SHOWN = List.of(
            of("status", "", "The server as a whole.", (session, _) -> session.show("status", Views::status)),
            of(
                    "exports",
                    "",
                    "What is served, and what is retiring.",
                    (session, _) -> session.show("exports", Views::exports)),
            of("connections", "", "Who is connected.", (session, _) -> session.show("connections", Views::connections)),
            of(
                    "bundles",
                    "",
                    "All versions of plugins and filters, and the jars that cannot be used.",
                    (session, _) -> session.show("bundles", Views::bundles)),
            of(
                    "deployments",
                    "",
                    "Recent changes to bundles and exports.",
                    (session, _) -> session.show("deployments", Views::deployments)),
            of(
                    "top",
                    "",
                    "Who moves how much, in a table that is updated until you interrupt it.",
                    (session, given) -> Top.of(session, given).run(),
                    "interval",
                    "once"),
            of(
                    "profile",
                    "TIME [FILE]",
                    "Record for a while where the server spends processor time, and write a flame graph to a file of"
                            + " HTML; by default platter-profile.html.",
                    (session, given) -> ProfileFile.of(session, given).write()),
            of("install", "FILE", "Put a jar into the deploy folder.", Verb::install),
            of(
                    "upgrade",
                    "EXPORT",
                    "Rebuild an export from the newest bundles that its definition admits.",
                    Verb::upgrade,
                    "live"),
            of(
                    "rollback",
                    "NAME",
                    "Go back to the previous version of a plugin or filter.",
                    (session, given) -> session.tell("rollback", with("name", given.word(0)))),
            of("uninstall", "NAME[@VERSION]", "Delete a plugin or filter from the deploy folder.", Verb::uninstall),
            of("reload", "", "Read the configuration again and apply it.", Verb::reload, "force"),
            of("diff", "", "What a reload would change.", (session, _) -> session.tell("diff", new JsonObject())),
            of(
                    "export add",
                    "NAME PLUGIN [KEY=VALUE...]",
                    "Add an export until the server ends.",
                    Verb::addExport,
                    "filter",
                    "read-only",
                    "tls"),
            of(
                    "export remove",
                    "NAME",
                    "Remove an export until the next reload.",
                    Verb::removeExport,
                    "hide",
                    "soft",
                    "hard"),
            of(
                    "export start",
                    "NAME",
                    "Try again to serve an export that has failed.",
                    (session, given) -> session.tell("export-start", with("name", given.word(0)))),
            of("drain", "EXPORT", "End the connections of an export.", Verb::drain, "grace"),
            of(
                    "kill",
                    "CONNECTION",
                    "Close a connection at once, by its number in the list of connections.",
                    Verb::kill),
            of(
                    "shell",
                    "[COMMAND...]",
                    "Run Felix Gogo's commands in the OSGi framework.",
                    (session, given) -> FrameworkShell.of(session, given).run()),
            of("stop", "", "End the server.", (session, _) -> session.tell("stop", new JsonObject())));

    /** For completion in shells; the help does not show it. */
    private static final Verb COMPLETE =
            of("complete", Completion.KINDS, "", (session, given) -> Completion.print(session, given.word(0)));

    /** The options of every command. */
    private static final List<String> COMMON = List.of("socket", "json", "help", "version");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** Does it. */
    interface Action {
        void run(Session session, Given given) throws Failure;
    }

    private static Verb of(String title, String words, String meaning, Action action, String... options) {
        return new Verb(title, words, meaning, action, List.of(options));
    }

    /** The commands that the help shows. */
    static List<Verb> shown() {
        return SHOWN;
    }

    /** Finds the command at the beginning of a command line. */
    static Verb of(Given given) throws Failure {
        if (given.words().isEmpty()) {
            throw Failure.usage("a command is needed: " + titles());
        }
        String first = given.word(0);
        Optional<Verb> found = Stream.concat(SHOWN.stream(), Stream.of(COMPLETE))
                .filter(verb -> Collections.indexOfSubList(given.words(), verb.titleWords()) == 0)
                .findFirst();
        if (found.isEmpty() && first.equals("export")) {
            throw Failure.usage("'export' is followed by 'add', 'remove' or 'start'; 'platterctl exports' shows what"
                    + " is served");
        }
        return found.orElseThrow(
                () -> Failure.usage("there is no command '" + Printable.of(first) + "': there are " + titles()));
    }

    private List<String> titleWords() {
        return List.of(title.split(" "));
    }

    private static String titles() {
        return shown().stream().map(Verb::title).collect(Collectors.joining(", "));
    }

    /** Does it. */
    void run(Session session, Given all) throws Failure {
        for (String option : all.options()) {
            if (!options.contains(option) && !COMMON.contains(option)) {
                String owners = shown().stream()
                        .filter(verb -> verb.options.contains(option))
                        .map(Verb::title)
                        .collect(Collectors.joining(", "));
                throw Failure.usage("'" + title + "' has no option --" + option + ": it belongs to " + owners);
            }
        }
        Given given = all.without(titleWords().size());
        List<String> expected = words.isEmpty() ? List.of() : List.of(words.split(" "));
        long fewest = expected.stream().filter(word -> !word.startsWith("[")).count();
        int count = given.words().size();
        if (count < fewest || (count > expected.size() && !words.endsWith("...]"))) {
            throw Failure.usage("'" + title + "' takes " + (words.isEmpty() ? "no words" : words) + ", but "
                    + (count == 1 ? "1 word was given" : count + " words were given"));
        }
        action.run(session, given);
    }

    private static JsonObject with(String name, String value) {
        var arguments = new JsonObject();
        arguments.addProperty(name, value);
        return arguments;
    }

    private static void install(Session session, Given given) throws Failure {
        session.tell("install", with("jar", session.absolute(given.word(0))));
    }

    private static void upgrade(Session session, Given given) throws Failure {
        JsonObject arguments = with("export", given.word(0));
        arguments.addProperty("live", given.has("live"));
        session.tell("upgrade", arguments);
    }

    private static void reload(Session session, Given given) throws Failure {
        var arguments = new JsonObject();
        if (given.has("force")) {
            arguments.addProperty("force", true);
        }
        session.tell("reload", arguments);
    }

    private static void uninstall(Session session, Given given) throws Failure {
        String reference = given.word(0);
        int at = reference.indexOf('@');
        JsonObject arguments = with("name", at < 0 ? reference : reference.substring(0, at));
        if (at >= 0) {
            arguments.addProperty("version", reference.substring(at + 1));
        }
        session.tell("uninstall", arguments);
    }

    private static void addExport(Session session, Given given) throws Failure {
        JsonObject arguments = with("name", given.word(0));
        arguments.add("members", array(Stream.concat(given.all("filter").stream(), Stream.of(given.word(1)))));
        arguments.add("parameters", array(given.words().stream().skip(2)));
        var options = new JsonObject();
        for (String option : List.of("read-only", "tls")) {
            if (given.has(option)) {
                options.addProperty(option, "true");
            }
        }
        arguments.add("options", options);
        session.tell("export-add", arguments);
    }

    private static JsonArray array(Stream<String> words) {
        var array = new JsonArray();
        words.forEach(array::add);
        return array;
    }

    private static void removeExport(Session session, Given given) throws Failure {
        List<String> modes =
                Stream.of("hide", "soft", "hard").filter(given::has).toList();
        if (modes.size() > 1) {
            throw Failure.usage("--" + String.join(" and --", modes) + " exclude each other: choose one");
        }
        JsonObject arguments = with("name", given.word(0));
        arguments.addProperty("mode", modes.isEmpty() ? "soft" : modes.getFirst());
        session.tell("export-remove", arguments);
    }

    private static void drain(Session session, Given given) throws Failure {
        JsonObject arguments = with("export", given.word(0));
        Duration grace = TimeOption.parse("--grace", given.last("grace").orElse("10s"));
        arguments.addProperty("grace", DurationText.seconds(grace));
        session.tell("drain", arguments);
    }

    private static void kill(Session session, Given given) throws Failure {
        String word = given.word(0);
        if (!NUMBER.matcher(word).matches()) {
            throw Failure.usage("'" + Printable.of(word)
                    + "' is not the number of a connection: 'platterctl connections' shows them");
        }
        var arguments = new JsonObject();
        arguments.add("connection", new JsonPrimitive(Long.parseLong(word)));
        session.tell("kill", arguments);
    }
}

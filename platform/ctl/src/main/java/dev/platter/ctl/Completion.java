// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The names that a shell offers when a user presses the tab key, one per line. */
final class Completion {
    /** The kinds of names. */
    static final String KINDS = "exports|bundles|versions|plugins|filters|connections";

    private Completion() {}

    static void print(Session session, String kind) throws Failure {
        for (String name : new TreeSet<>(names(session, kind))) {
            // A name that has to be escaped for the terminal cannot be completed by a shell.
            if (!name.isEmpty() && Printable.of(name).equals(name)) {
                session.terminal().out().println(name);
            }
        }
    }

    private static List<String> names(Session session, String kind) throws Failure {
        return switch (kind) {
            case "exports" -> texts(session, "exports", "name");
            case "connections" -> numbers(session);
            case "bundles" -> bundles(session, "plugin", "filter");
            case "plugins" -> bundles(session, "plugin");
            case "filters" -> bundles(session, "filter");
            case "versions" -> versions(session);
            default -> throw Failure.usage("'complete' is followed by " + KINDS);
        };
    }

    private static List<String> texts(Session session, String command, String member) throws Failure {
        List<String> texts = new ArrayList<>();
        for (Fields fields : Fields.all(session.ask(command))) {
            texts.add(fields.text(member));
        }
        return texts;
    }

    private static List<String> numbers(Session session) throws Failure {
        List<String> numbers = new ArrayList<>();
        for (Fields connection : Fields.all(session.ask("connections"))) {
            numbers.add(Long.toString(connection.number("id")));
        }
        return numbers;
    }

    private static List<String> bundles(Session session, String... kinds) throws Failure {
        List<String> names = new ArrayList<>();
        for (Fields bundle : Fields.all(session.ask("bundles"))) {
            if (List.of(kinds).contains(bundle.text("kind"))) {
                names.add(bundle.text("name"));
            }
        }
        return names;
    }

    private static List<String> versions(Session session) throws Failure {
        List<String> names = new ArrayList<>(bundles(session, "plugin", "filter"));
        for (Fields bundle : Fields.all(session.ask("bundles"))) {
            if (!bundle.text("version").isEmpty()) {
                names.add(bundle.text("name") + "@" + bundle.text("version"));
            }
        }
        return names;
    }
}

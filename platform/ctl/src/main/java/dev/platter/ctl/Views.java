// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Formats answers for people. */
final class Views {
    private static final int LABEL = 14;

    private Views() {}

    static String status(JsonElement answer, Instant now) throws Failure {
        Fields server = Fields.of(answer);
        var text = new StringBuilder();
        line(text, "Platter", server.text("version") + ", process " + server.number("pid"));
        line(text, "State", server.text("state") + ", started " + age(server, now) + " ago");
        List<String> listeners = server.texts("listeners");
        line(text, "Listeners", listeners.isEmpty() ? "none" : listeners.getFirst());
        for (String listener : listeners.subList(Math.min(1, listeners.size()), listeners.size())) {
            line(text, "", listener);
        }
        long retiring = server.number("retiring");
        long problems = server.number("problems");
        line(text, "Exports", server.number("exports") + (retiring == 0 ? "" : ", and " + retiring + " retiring"));
        line(text, "Connections", Long.toString(server.number("connections")));
        line(
                text,
                "Bundles",
                server.number("bundles")
                        + (problems == 0 ? "" : ", and " + problems + " that cannot be used: see platterctl bundles"));
        line(text, "In flight", Human.size(server.number("bytesInFlight")));
        for (String call : server.texts("hanging")) {
            line(text, "Hangs", call);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(label)
                .repeat(' ', LABEL - label.length())
                .append(Printable.of(value))
                .append('\n');
    }

    static String exports(JsonElement answer, Instant now) throws Failure {
        var table = new TextTable("EXPORT", "STATE", "ACCESS", ">CONNECTIONS", "MADE OF");
        var stacks = new StringBuilder();
        for (Fields export : Fields.all(answer)) {
            String name = shown(export.text("name"));
            table.row(
                    name,
                    export.text("state"),
                    (export.flag("readOnly") ? "read-only" : "read-write") + (export.flag("tls") ? ", TLS" : ""),
                    Long.toString(export.number("connections")),
                    String.join(" ", export.texts("members")));
            List<String> hung = export.texts("hung");
            if (!hung.isEmpty()) {
                stacks.append('\n').append(Printable.of(name)).append(" hangs here:\n");
                for (String frame : hung) {
                    stacks.append("    ").append(Printable.of(frame)).append('\n');
                }
            }
            Optional<String> problem = export.optionalText("problem");
            if (problem.isPresent()) {
                stacks.append('\n')
                        .append(Printable.of(name))
                        .append(" is not served:\n    ")
                        .append(Printable.lines(problem.get()).strip().replace("\n", "\n    "))
                        .append('\n');
            }
        }
        return table.toString() + stacks;
    }

    static String connections(JsonElement answer, Instant now) throws Failure {
        var table = new TextTable(
                ">CONNECTION", "CLIENT", "EXPORT", "TLS", ">AGE", ">REQUESTS", ">READ", ">WRITTEN", ">ERRORS");
        for (Fields connection : Fields.all(answer)) {
            table.row(
                    Long.toString(connection.number("id")),
                    connection.text("client"),
                    connection.text("export"),
                    connection.text("tls"),
                    age(connection, now),
                    Long.toString(connection.number("requests")),
                    Human.size(connection.number("bytesRead")),
                    Human.size(connection.number("bytesWritten")),
                    Long.toString(connection.number("errors")));
        }
        return table.toString();
    }

    static String bundles(JsonElement answer, Instant now) throws Failure {
        var table = new TextTable("KIND", "NAME", "VERSION", "STATE", ">USERS", "JAR");
        var problems = new StringBuilder();
        for (Fields bundle : Fields.all(answer)) {
            table.row(
                    bundle.text("kind"),
                    bundle.text("name"),
                    bundle.text("version"),
                    bundle.text("state"),
                    Long.toString(bundle.number("users")),
                    bundle.text("jar"));
            Optional<String> problem = bundle.optionalText("problem");
            if (problem.isPresent()) {
                problems.append('\n')
                        .append(Printable.of(bundle.text("jar")))
                        .append(":\n    ")
                        .append(Printable.lines(problem.get()).strip().replace("\n", "\n    "))
                        .append('\n');
            }
        }
        return table.toString() + problems;
    }

    static String deployments(JsonElement answer, Instant now) throws Failure {
        var table = new TextTable("WHEN", "WHAT", "PROBLEM");
        for (Fields deployment : Fields.all(answer)) {
            table.row(
                    deployment.instant("at").truncatedTo(ChronoUnit.SECONDS).toString(),
                    deployment.text("what"),
                    deployment.optionalText("problem").orElse(""));
        }
        return table.toString();
    }

    static String message(JsonElement answer, Instant now) throws Failure {
        return Printable.lines(Fields.of(answer).text("message"));
    }

    /** The default export has no name. */
    static String shown(String export) {
        return export.isEmpty() ? "\"\"" : export;
    }

    private static String age(Fields fields, Instant now) throws Failure {
        return Human.age(Duration.between(fields.instant("since"), now));
    }
}

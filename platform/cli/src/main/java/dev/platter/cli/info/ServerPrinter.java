// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import dev.platter.client.ReplyStyle;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the report on a server, line by line as nbdinfo does. */
final class ServerPrinter {
    private final PrintStream out;

    ServerPrinter(PrintStream out) {
        this.out = out;
    }

    void printText(ServerReport report) {
        out.println(
                "protocol: " + report.protocol() + (report.encrypted() ? " with TLS, using " : " without TLS, using ")
                        + report.replyStyle().name().toLowerCase(Locale.ROOT) + " packets");
        for (ExportReport export : report.exports()) {
            out.println("export=" + Json.quote(export.name()) + ":");
            export.description().ifPresent(description -> out.println("\tdescription: " + description));
            out.println("\texport-size: " + HumanSize.both(export.info().size()));
            export.content().ifPresent(content -> out.println("\tcontent: " + content));
            out.println("\turi: " + export.uri());
            if (!export.contexts().isEmpty()) {
                out.println("\tcontexts:");
                export.contexts().forEach(context -> out.println("\t\t" + context));
            }
            export.properties().forEach((name, value) -> out.println("\t" + name + ": " + value));
            export.blockSizes().forEach((name, value) -> out.println("\t" + name + ": " + HumanSize.both(value)));
        }
    }

    void printJson(ServerReport report) {
        out.println("{");
        out.println("\"protocol\": " + Json.quote(report.protocol()) + ",");
        out.println("\"TLS\": " + report.encrypted() + ",");
        out.println("\"structured\": " + (report.replyStyle() != ReplyStyle.SIMPLE) + ",");
        out.println("\"extended\": " + (report.replyStyle() == ReplyStyle.EXTENDED) + ",");
        if (report.exports().isEmpty()) {
            out.println("\"exports\": []");
        } else {
            out.println("\"exports\": [");
            List<String> exports =
                    report.exports().stream().map(ServerPrinter::json).toList();
            out.println(String.join(",\n", exports) + " ]");
        }
        out.println("}");
    }

    private static String json(ExportReport export) {
        List<String> members = new ArrayList<>();
        members.add("\"export-name\": " + Json.quote(export.name()));
        export.description().ifPresent(description -> members.add("\"description\": " + Json.quote(description)));
        export.content().ifPresent(content -> members.add("\"content\": " + Json.quote(content)));
        members.add("\"uri\": " + Json.quote(export.uri().toString()));
        if (!export.contexts().isEmpty()) {
            List<String> contexts = export.contexts().stream()
                    .map(name -> "\t\t" + Json.quote(name))
                    .toList();
            members.add("\"contexts\": [\n" + String.join(",\n", contexts) + "\n\t]");
        }
        export.properties().forEach((name, value) -> members.add("\"" + name + "\": " + value));
        export.blockSizes().forEach((name, value) -> members.add("\"" + name + "\": " + value));
        members.add("\"export-size\": " + export.info().size());
        members.add(
                "\"export-size-str\": " + Json.quote(HumanSize.of(export.info().size())));
        return "\t{\n\t" + String.join(",\n\t", members) + "\n\t}";
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import dev.platter.distribution.ComparedExample.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The examples side by side, as a page for people. */
final class ExampleTable {
    private static final String HEAD = """
        <!DOCTYPE html>
        <html lang="en">
        <meta charset="utf-8">
        <title>The examples of nbdkit's manual pages</title>
        <style>
        body { font-family: sans-serif }
        table { border-collapse: collapse; table-layout: fixed; width: 100% }
        td, th { border: 1px solid #999; padding: 0.3em; vertical-align: top; text-align: left; overflow-wrap: anywhere }
        pre { white-space: pre-wrap; margin: 0; font-size: 80%; max-height: 30em; overflow: auto }
        .SAME { background: #efe }
        .NAMED { background: #ffd }
        .DIFFERENT { background: #fcc }
        </style>
        """;

    private ExampleTable() {}

    static void write(List<ComparedExample> examples, Path file) throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("<p>").append(examples.size()).append(" examples: ");
        page.append(count(examples, Verdict.SAME)).append(" come to the same, ");
        page.append(count(examples, Verdict.NAMED)).append(" differ for reasons that are named, ");
        page.append(count(examples, Verdict.MISSING)).append(" are of plugins or filters that we have not, ");
        page.append(count(examples, Verdict.DIFFERENT)).append(" differ.</p>\n<table>\n");
        page.append("<tr><th>Commands<th>nbdkit<th>Platter<th>Differences\n");
        for (ComparedExample one : examples) {
            page.append("<tr class=").append(one.verdict()).append('>');
            cell(page, one.example().page() + "\n\n" + one.example().script());
            cell(page, one.reports().nbdkits());
            cell(
                    page,
                    one.verdict() == Verdict.SAME ? "the same" : one.reports().ours());
            page.append("<td>").append(escaped(why(one))).append('\n');
        }
        page.append("</table>\n");
        Files.writeString(file, page);
    }

    private static long count(List<ComparedExample> examples, Verdict verdict) {
        return examples.stream().filter(one -> one.verdict() == verdict).count();
    }

    private static String why(ComparedExample one) {
        List<String> why = new ArrayList<>();
        one.missing().ifPresent(member -> why.add("Platter has no " + member));
        one.named().stream().filter(one::needs).map(NamedDifference::reason).forEach(why::add);
        for (String command : Transcript.commands(one.example().script())) {
            NotRun.COMMANDS.stream()
                    .filter(not -> not.matches(command))
                    .forEach(not -> why.add("Not run, since it " + not.reason() + ": " + command));
        }
        return String.join(". ", why);
    }

    private static void cell(StringBuilder page, String text) {
        page.append("<td><pre>").append(escaped(text)).append("</pre>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}

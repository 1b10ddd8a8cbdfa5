// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.daemon.history.History;
import dev.platter.daemon.history.Mark;
import dev.platter.daemon.history.Recent;
import dev.platter.daemon.history.Span;
import dev.platter.server.steering.Deployment;
import dev.platter.server.steering.Steering;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** {@code /export?name=NAME}: the charts and histograms of an export. As {@code /}, it is complete without the script. */
final class ExportPage implements Resource {
    private static final String TYPE = "text/html; charset=utf-8";

    private final Steering server;
    private final History history;

    ExportPage(Steering server, History history) {
        this.server = server;
        this.history = history;
    }

    /** Where the page of an export is, relative to the other pages. */
    static String address(String export) {
        return "export?name=" + URLEncoder.encode(export, StandardCharsets.UTF_8);
    }

    /** An export's name as people see it. */
    static String shown(String export) {
        return export.isEmpty() ? "(the empty name)" : export;
    }

    /** Synchronized, so that only one page, which may be large, is in the making at a time. */
    @Override
    public synchronized Answer answer(Asked asked) {
        return SpanChoice.answer(asked, span -> answer(asked.query().getOrDefault("name", ""), span));
    }

    private Answer answer(String export, Span span) {
        Optional<Recent> recent = history.of(export, span);
        if (recent.isEmpty() && !history.leftOut(export)) {
            return Answer.text(404, "no export with the name '" + export + "' is served; / lists all exports");
        }
        Html html = new Html();
        Frame.begin(html, shown(export) + " – Platter");
        html.markup("<header><p><a href=\"./\">All exports</a></p>\n<h1>")
                .text(shown(export))
                .markup("</h1></header>\n<main>\n");
        SpanChoice.write(html, span, chosen -> address(export) + "&span=" + chosen.word());
        html.markup("<div data-live id=\"charts\">\n");
        List<Deployment> deployments = server.deployments();
        recent.ifPresentOrElse(
                it -> {
                    Charts.writeLines(
                            html, it, deployments.stream().map(Mark::of).toList());
                    Charts.writeHistograms(html, it);
                },
                () -> html.markup("<p>").text(Charts.leftOut()).markup("</p>\n"));
        html.markup("</div>\n");
        DeploymentTable.of(deployments).write(html);
        html.markup("</main>\n");
        Frame.end(html);
        return Answer.of(200, TYPE, html.toString());
    }
}

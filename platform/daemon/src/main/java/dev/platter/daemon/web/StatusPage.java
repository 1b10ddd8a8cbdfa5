// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.daemon.history.History;
import dev.platter.daemon.history.Mark;
import dev.platter.daemon.history.Span;
import dev.platter.server.steering.Deployment;
import dev.platter.server.steering.ServerStatus;
import dev.platter.server.steering.Steering;
import java.util.List;

/**
 * {@code /}: the whole server on one page, complete without the script. The script fetches the page repeatedly and replaces the
 * parts that are marked as live, so the content is generated in one place, with or without the script.
 */
final class StatusPage implements Resource {
    private final Steering server;
    private final Throughput throughput;
    private final History history;

    StatusPage(Steering server, Throughput throughput, History history) {
        this.server = server;
        this.throughput = throughput;
        this.history = history;
    }

    /** Synchronized, so that only one page, which may be large, is in the making at a time. */
    @Override
    public synchronized Answer answer(Asked asked) {
        return SpanChoice.answer(asked, span -> {
            Html html = new Html();
            write(html, span);
            return Answer.of(200, "text/html; charset=utf-8", html.toString());
        });
    }

    private void write(Html html, Span span) {
        Rates rates = throughput.look();
        Frame.begin(html, "Platter");
        writeSummary(html, server.status(), rates);
        html.markup("<main>\n<section><h2>Traffic</h2>\n");
        SpanChoice.write(html, span, chosen -> "?span=" + chosen.word());
        List<Deployment> deployments = server.deployments();
        html.markup("<div data-live id=\"charts\">\n");
        history.ofServer(span)
                .ifPresent(recent -> Charts.writeLines(
                        html, recent, deployments.stream().map(Mark::of).toList()));
        html.markup("</div></section>\n");
        ExportTable.of(server.exports(), rates).write(html);
        ConnectionTable.of(server.connections(), rates).write(html);
        BundleTable.of(server.bundles()).write(html);
        DeploymentTable.of(deployments).write(html);
        html.markup("</main>\n");
        Frame.end(html);
    }

    private static void writeSummary(Html html, ServerStatus status, Rates rates) {
        html.markup("<header data-live id=\"summary\">\n<h1>Platter <small>")
                .text(status.version())
                .markup("</small> <span class=\"")
                .markup(status.state().equals("ready") ? "good" : "passing")
                .markup("\">")
                .text(status.state())
                .markup("</span></h1>\n<dl>\n");
        write(html, "Exports", Amounts.count(status.exports()));
        write(html, "Connections", Amounts.count(status.connections()));
        write(html, "Bundles", Amounts.count(status.bundles()));
        write(html, "Problems", Amounts.count(status.problems()));
        write(html, "Retiring", Amounts.count(status.retiring()));
        write(html, "In flight", Amounts.bytes(status.bytesInFlight()));
        write(html, "Since", Amounts.time(status.since()));
        write(html, "Process", Long.toString(status.pid()));
        html.markup("</dl>\n<p>Listens on ");
        writeListeners(html, status.listeners());
        html.markup(". Rates are means over the last ")
                .text(Amounts.seconds(rates.seconds()))
                .markup(", times are UTC.</p>\n</header>\n");
    }

    private static void write(Html html, String what, String amount) {
        html.markup("<div><dt>").text(what).markup("</dt><dd>").text(amount).markup("</dd></div>\n");
    }

    private static void writeListeners(Html html, List<String> listeners) {
        if (listeners.isEmpty()) {
            html.markup("nothing");
        }
        String lead = "";
        for (String listener : listeners) {
            html.markup(lead).markup("<code>").text(listener).markup("</code>");
            lead = ", ";
        }
    }
}

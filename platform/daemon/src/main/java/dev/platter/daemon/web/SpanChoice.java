// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.daemon.history.Span;
import java.util.Optional;
import java.util.function.Function;

/** The choice of a span by the query's {@code span}; without it, it is the last minute. */
final class SpanChoice {
    private SpanChoice() {}

    /** Answers a request with a page of the chosen span, or with an error if there is no such span. */
    static Answer answer(Asked asked, Function<Span, Answer> page) {
        String word = asked.query().getOrDefault("span", Span.MINUTE.word());
        Optional<Span> span = Span.of(word);
        return span.map(page)
                .orElseGet(() -> Answer.text(400, "'" + word + "' is not a span; there are minute, hour and day"));
    }

    /** Writes a link for each span. */
    static void write(Html html, Span chosen, Function<Span, String> address) {
        html.markup("<nav aria-label=\"Span\">Last");
        for (Span span : Span.values()) {
            html.markup(" <a href=\"")
                    .text(address.apply(span))
                    .markup(span == chosen ? "\" aria-current=\"page\">" : "\">")
                    .text(span.word())
                    .markup("</a>");
        }
        html.markup("</nav>\n");
    }
}

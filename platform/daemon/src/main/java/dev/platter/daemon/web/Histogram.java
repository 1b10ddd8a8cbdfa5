// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.util.List;
import java.util.Locale;

/**
 * A histogram: as many requests as a bar is high were within two neighbouring bounds. Its axis begins at zero.
 *
 * @param id unique within the page; a literal of ours
 * @param title what it shows
 * @param bounds the bounds of the buckets in words, from below; the last bucket has none
 * @param labelled every how many bounds there is room for a label
 * @param bars one or two series of bars, each with one more bucket than there are bounds
 */
record Histogram(String id, String title, List<String> bounds, int labelled, List<Bars> bars) {
    private static final List<String> LOOKS = List.of("first", "second");

    /** The part of a bucket's width that its bars take. */
    private static final double FILLED = 0.84;

    void write(Html html, String span) {
        double most = 0;
        StringBuilder description = new StringBuilder("Requests in the last " + span + ".");
        html.markup("<figure><figcaption><b>").text(title).markup("</b>");
        for (int i = 0; i < bars.size(); i++) {
            Bars series = bars.get(i);
            html.markup(" <span class=\"key ")
                    .text(LOOKS.get(i))
                    .markup("\">")
                    .text(series.name() + " " + whole(series.all()))
                    .markup("</span>");
            for (int bucket = 0; bucket <= bounds.size(); bucket++) {
                if (series.counts()[bucket] > 0) {
                    description.append(' ').append(describe(series, bucket)).append('.');
                }
                most = Math.max(most, series.counts()[bucket]);
            }
        }
        html.markup("</figcaption>\n");
        Svg.begin(html, id, title, description.toString());
        double width = 100.0 / (bounds.size() + 1);
        for (int bound = 0; bound < bounds.size(); bound += labelled) {
            Svg.label(html, (bound + 1) * width, bounds.get(bound));
        }
        double top = Quantity.NUMBER.top(most);
        for (int i = 0; i < bars.size(); i++) {
            double each = width * FILLED / bars.size();
            double lead = width * (1 - FILLED) / 2 + i * each;
            for (int bucket = 0; bucket <= bounds.size(); bucket++) {
                write(html, i, bucket, bucket * width + lead, each, top);
            }
        }
        Svg.scale(html, Quantity.NUMBER.format(top / 2), Quantity.NUMBER.format(top));
        Svg.end(html);
        html.markup("</figure>\n");
    }

    private void write(Html html, int series, int bucket, double at, double width, double top) {
        double count = bars.get(series).counts()[bucket];
        if (count > 0) {
            // A single request among millions is still seen.
            double height = Math.max(1, Svg.PLOT * count / top);
            html.markup("<rect class=\"bar ")
                    .text(LOOKS.get(series))
                    .markup("\" x=\"")
                    .text(Svg.number(at))
                    .markup("%\" width=\"")
                    .text(Svg.number(width))
                    .markup("%\" y=\"")
                    .text(Svg.number(Svg.BOTTOM - height))
                    .markup("\" height=\"")
                    .text(Svg.number(height))
                    .markup("\"><title>")
                    .text(describe(bars.get(series), bucket))
                    .markup("</title></rect>\n");
        }
    }

    private String describe(Bars series, int bucket) {
        String where = bucket == 0
                ? "up to " + bounds.getFirst()
                : bucket == bounds.size()
                        ? "above " + bounds.getLast()
                        : bounds.get(bucket - 1) + " to " + bounds.get(bucket);
        double count = series.counts()[bucket];
        return String.format(
                Locale.ROOT, "%s, %s: %s (%.1f %%)", series.name(), where, whole(count), 100 * count / series.all());
    }

    private static String whole(double count) {
        return Amounts.count(Math.round(count));
    }
}

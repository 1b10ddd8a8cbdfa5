// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.daemon.history.Recent;
import java.util.List;

/**
 * A chart of one or two lines over time. Its axis begins at zero. A step that was not observed, or has no number, is a gap.
 *
 * @param id unique within the page; a literal of ours
 * @param title what it shows
 * @param quantity what its numbers are
 * @param lines its lines
 */
record LineChart(String id, String title, Quantity quantity, List<Line> lines) {
    /** The classes of lines in the style sheet. */
    private static final List<String> LOOKS = List.of("first", "second");

    /** The height of the lines' own coordinates, which are stretched to the size of the picture. */
    private static final int UNITS = 1000;

    void write(Html html, Recent recent, Marks marks, TimeAxis axis) {
        float[][] values =
                lines.stream().map(line -> recent.values(line.measure())).toArray(float[][]::new);
        double most = 0;
        for (float[] line : values) {
            most = Math.max(most, most(line));
        }
        double top = quantity.top(most);
        html.markup("<figure><figcaption><b>").text(title).markup("</b>");
        for (int i = 0; i < values.length; i++) {
            html.markup(" <span class=\"key ")
                    .text(LOOKS.get(i))
                    .markup("\">")
                    .text(lines.get(i).name() + " " + newest(values[i]))
                    .markup("</span>");
        }
        html.markup("</figcaption>\n");
        Svg.begin(html, id, title + ", last " + recent.span().word(), describe(values) + marks.describe());
        axis.ticks().forEach(tick -> Svg.label(html, axis.percent(tick), axis.label(tick)));
        marks.write(html);
        html.markup("<svg class=\"lines\" x=\"0\" width=\"100%\" y=\"")
                .text(Svg.number(Svg.TOP))
                .markup("\" height=\"")
                .text(Svg.number(Svg.PLOT))
                .markup("\" viewBox=\"0 0 ")
                .text(recent.span().steps() + " " + UNITS)
                .markup("\" preserveAspectRatio=\"none\" overflow=\"visible\">\n");
        // The first line is the more important one, and so is drawn above the other.
        for (int i = values.length - 1; i >= 0; i--) {
            html.markup("<path class=\"line ")
                    .text(LOOKS.get(i))
                    .markup("\" d=\"")
                    .text(path(values[i], top))
                    .markup("\"/>\n");
        }
        html.markup("</svg>\n");
        Svg.scale(html, quantity.format(top / 2), quantity.format(top));
        Svg.end(html);
        html.markup("</figure>\n");
    }

    private static double most(float[] line) {
        double most = 0;
        for (float value : line) {
            // A comparison with what is not a number is false.
            if (value > most) {
                most = value;
            }
        }
        return most;
    }

    private String newest(float[] line) {
        float last = line[line.length - 1];
        return Float.isNaN(last) ? "–" : quantity.format(last);
    }

    private String describe(float[][] values) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            words.append(words.isEmpty() ? "" : " ")
                    .append(lines.get(i).name())
                    .append(": ")
                    .append(newest(values[i]))
                    .append(" now, ")
                    .append(quantity.format(most(values[i])))
                    .append(" at most.");
        }
        return words.toString();
    }

    /** Lines between the middles of neighbouring steps. A number between two gaps is a line of no length, that is, a dot. */
    private static String path(float[] line, double top) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < line.length; i++) {
            if (!Float.isNaN(line[i])) {
                boolean goesOn = i > 0 && !Float.isNaN(line[i - 1]);
                boolean alone = !goesOn && (i + 1 == line.length || Float.isNaN(line[i + 1]));
                path.append(goesOn ? 'L' : 'M')
                        .append(Svg.number(i + 0.5))
                        .append(' ')
                        .append(Svg.number(UNITS * (1 - line[i] / top)))
                        .append(alone ? "h0" : "");
            }
        }
        return path.toString();
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.daemon.history.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The marks on the axis of time. Each kind has a shape of its own, for those who do not see colours. */
final class Marks {
    /** Marks that are closer, in percent of the width, are shown as one. */
    private static final double CLOSE = 2;

    private final TimeAxis axis;
    private final List<List<Mark>> groups = new ArrayList<>();

    Marks(TimeAxis axis, List<Mark> marks) {
        this.axis = axis;
        double last = Double.NEGATIVE_INFINITY;
        for (Mark mark : marks.stream()
                .filter(it -> axis.shows(it.at()))
                .sorted(Comparator.comparing(Mark::at))
                .toList()) {
            double here = axis.percent(mark.at());
            if (here - last >= CLOSE) {
                groups.add(new ArrayList<>());
                last = here;
            }
            groups.getLast().add(mark);
        }
    }

    void write(Html html) {
        for (List<Mark> group : groups) {
            Mark.Kind kind = group.stream()
                    .map(Mark::kind)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            String at = Svg.number(axis.percent(group.getFirst().at())) + "%";
            html.markup("<g class=\"mark ").text(look(kind)).markup("\"><title>");
            String lead = "";
            for (Mark mark : group) {
                html.text(lead + TimeAxis.precisely(mark.at()) + " " + mark.what());
                lead = "; ";
            }
            html.markup("</title><line x1=\"")
                    .text(at)
                    .markup("\" x2=\"")
                    .text(at)
                    .markup("\" y1=\"")
                    .text(Svg.number(Svg.TOP - 3))
                    .markup("\" y2=\"")
                    .text(Svg.number(Svg.BOTTOM))
                    .markup("\"/><text x=\"")
                    .text(at)
                    .markup("\" y=\"12\" text-anchor=\"middle\">")
                    .text(shape(kind))
                    .markup("</text></g>\n");
        }
    }

    /** What is marked, in words. */
    String describe() {
        List<String> all = groups.stream()
                .flatMap(List::stream)
                .map(mark -> TimeAxis.precisely(mark.at()) + " " + mark.what())
                .toList();
        return all.isEmpty() ? "" : " Marked: " + String.join("; ", all) + ".";
    }

    /** The class of a kind in the style sheet. */
    static String look(Mark.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static String words(Mark.Kind kind) {
        return switch (kind) {
            case DEPLOYMENT -> "change of bundles or exports";
            case RELOAD -> "reload";
            case PROBLEM -> "problem";
        };
    }

    static String shape(Mark.Kind kind) {
        return switch (kind) {
            case DEPLOYMENT -> "▲";
            case RELOAD -> "◆";
            case PROBLEM -> "✖";
        };
    }
}

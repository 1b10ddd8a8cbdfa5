// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The frame that all pictures have in common. A picture is as wide as the page allows. Positions across are percentages, so that
 * text and lines keep their size when it is stretched; positions down are pixels.
 */
final class Svg {
    /** From the upper end of the picture to that of the plot, which leaves room for marks. */
    static final int TOP = 18;

    static final int PLOT = 104;
    static final int BOTTOM = TOP + PLOT;

    private static final int LABELS = BOTTOM + 16;
    private static final int HEIGHT = LABELS + 6;

    private Svg() {}

    /**
     * Begins a picture.
     *
     * @param id unique within the page
     * @param title what it shows
     * @param description its content in words, for those who do not see it
     */
    static void begin(Html html, String id, String title, String description) {
        html.markup("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" width=\"100%\" height=\"")
                .text(Integer.toString(HEIGHT))
                .markup("\" role=\"img\" aria-labelledby=\"")
                .text(id)
                .markup("-title ")
                .text(id)
                .markup("-text\">\n<title id=\"")
                .text(id)
                .markup("-title\">")
                .text(title)
                .markup("</title>\n<desc id=\"")
                .text(id)
                .markup("-text\">")
                .text(description)
                .markup("</desc>\n");
        line(html, "grid", TOP);
        line(html, "grid", TOP + PLOT / 2.0);
        line(html, "zero", BOTTOM);
    }

    private static void line(Html html, String look, double y) {
        html.markup("<line class=\"")
                .text(look)
                .markup("\" x1=\"0\" x2=\"100%\" y1=\"")
                .text(number(y))
                .markup("\" y2=\"")
                .text(number(y))
                .markup("\"/>\n");
    }

    /** Labels the axis from zero up. The words are left of the picture, where the style sheet leaves room for them. */
    static void scale(Html html, String half, String top) {
        scaleLabel(html, BOTTOM, "0");
        scaleLabel(html, TOP + PLOT / 2.0, half);
        scaleLabel(html, TOP, top);
    }

    private static void scaleLabel(Html html, double y, String words) {
        html.markup("<text class=\"scale\" x=\"-7\" y=\"")
                .text(number(y + 4))
                .markup("\" text-anchor=\"end\">")
                .text(words)
                .markup("</text>\n");
    }

    /** Labels a point of the axis below. A label near an end of the axis begins or ends there, so that it is not cut off. */
    static void label(Html html, double percent, String words) {
        String anchor = percent < 4.5 ? "start" : percent > 95.5 ? "end" : "middle";
        html.markup("<line class=\"tick\" x1=\"")
                .text(number(percent))
                .markup("%\" x2=\"")
                .text(number(percent))
                .markup("%\" y1=\"")
                .text(number(BOTTOM))
                .markup("\" y2=\"")
                .text(number(BOTTOM + 4))
                .markup("\"/><text class=\"label\" x=\"")
                .text(number(percent))
                .markup("%\" y=\"")
                .text(number(LABELS))
                .markup("\" text-anchor=\"")
                .text(anchor)
                .markup("\">")
                .text(words)
                .markup("</text>\n");
    }

    static void end(Html html) {
        html.markup("</svg>\n");
    }

    /** A coordinate. */
    static String number(double coordinate) {
        return BigDecimal.valueOf(coordinate)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

/** The beginning and the end that all pages have in common. */
final class Frame {
    private Frame() {}

    static void begin(Html html, String title) {
        html.markup("""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>\
            """).text(title).markup("""
                </title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <link rel="stylesheet" href="page.css">
                <link rel="icon" href="icon.svg">
                <script src="page.js" defer></script>
                </head>
                <body>
                <p id="silence" role="status" hidden>The server does not answer; this is what it said last.</p>
                """);
    }

    static void end(Html html) {
        html.markup("</body>\n</html>\n");
    }
}

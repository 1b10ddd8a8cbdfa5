// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/** A page for a browser, for systems without {@code man}. It refers to no other file. */
final class HtmlPage {
    private static final String HEAD = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%s</title>
        <style>
        body { max-width: 46em; margin: 2em auto; padding: 0 1em; font: 16px/1.5 system-ui, sans-serif; }
        h2 { margin: 1.6em 0 .4em; font-size: 1.1em; }
        h3 { margin: 1.4em 0 .4em; font-size: 1em; }
        code, pre { font: .92em ui-monospace, monospace; }
        pre { overflow-x: auto; padding: .7em 1em; background: #8881; border-radius: 4px; }
        dt { margin-top: .7em; }
        dd { margin-left: 2em; }
        dd p { margin: 0; }
        footer { margin-top: 3em; font-size: .85em; opacity: .7; }
        @media (prefers-color-scheme: dark) { body { background: #181818; color: #ddd; } a { color: #8bf; } }
        </style>
        </head>
        <body>
        """;

    private final Set<String> pages;
    private final HtmlRenderer renderer;

    /** Makes links to these pages. */
    HtmlPage(Set<String> pages) {
        this.pages = pages;
        renderer = HtmlRenderer.builder().nodeRendererFactory(OurNodes::new).build();
    }

    String render(Page page, Edition edition) {
        String title = "<h1>" + escape(page.name()) + "(" + Page.SECTION + ")</h1>\n";
        return head(page.name()) + title + renderer.render(page.document()) + foot(edition);
    }

    /** The page that links to all others. */
    static String index(List<Page> pages, Edition edition) {
        var html = new StringBuilder(head("Platter Manual")).append("<h1>Platter Manual</h1>\n<dl>\n");
        for (Page page : pages) {
            String name = page.name();
            html.append("<dt><a href=\"")
                    .append(name)
                    .append(".html\">")
                    .append(name)
                    .append("</a></dt><dd>");
            html.append(escape(page.summary().orElse(""))).append("</dd>\n");
        }
        return html.append("</dl>\n").append(foot(edition)).toString();
    }

    private static String head(String title) {
        return HEAD.replace("%s", escape(title));
    }

    private static String foot(Edition edition) {
        return "<footer><a href=\"index.html\">Platter " + escape(edition.version()) + "</a>, " + edition.date()
                + "</footer>\n</body>\n</html>\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Writes the nodes that the library does not know. */
    private final class OurNodes implements NodeRenderer {
        private final HtmlNodeRendererContext context;
        private final HtmlWriter html;

        OurNodes(HtmlNodeRendererContext context) {
            this.context = context;
            html = context.getWriter();
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(DefinitionList.class, Definition.class, Definition.Term.class, Reference.class);
        }

        @Override
        public void render(Node node) {
            switch (node) {
                case DefinitionList list -> element("dl", Nodes.children(list));
                case Definition definition -> {
                    List<Node> children = Nodes.children(definition);
                    element("dt", Nodes.children(definition.term()));
                    element("dd", children.subList(1, children.size()));
                }
                case Reference reference -> reference(reference);
                default -> throw new IllegalStateException("not ours: " + node);
            }
        }

        private void element(String name, List<Node> children) {
            html.line();
            html.tag(name);
            children.forEach(context::render);
            html.tag("/" + name);
            html.line();
        }

        private void reference(Reference reference) {
            Map<String, String> attributes = new LinkedHashMap<>();
            if (pages.contains(reference.name())) {
                attributes.put("href", reference.name() + ".html");
            }
            html.tag("a", attributes);
            html.text(reference.toString());
            html.tag("/a");
        }
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The pictures of a page, read by a strict XML parser, which refuses what a browser may forgive. */
final class Drawn {
    private final Document document;

    private Drawn(Document document) {
        this.document = document;
    }

    /** Reads the figures of a page. */
    static Drawn in(String page) throws Exception {
        StringBuilder figures = new StringBuilder("<figures>");
        for (String rest : page.split("(?=<figure>)", -1)) {
            int end = rest.indexOf("</figure>");
            if (rest.startsWith("<figure>")) {
                figures.append(rest, 0, end + "</figure>".length());
            }
        }
        byte[] bytes = figures.append("</figures>").toString().getBytes(StandardCharsets.UTF_8);
        return new Drawn(
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes)));
    }

    /** The elements of a name that have a class, of a picture or of all. */
    List<Element> elements(String name, String look) {
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            Element element = (Element) found.item(i);
            if (element.getAttribute("class").equals(look)) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** The text of each element of a name that has a class. */
    List<String> words(String name, String look) {
        return elements(name, look).stream().map(Element::getTextContent).toList();
    }

    /** An attribute of each element of a name that has a class. */
    List<String> attributes(String name, String look, String attribute) {
        return elements(name, look).stream()
                .map(element -> element.getAttribute(attribute))
                .toList();
    }
}

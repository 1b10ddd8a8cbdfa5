// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * Each staged POM has what Maven Central requires, and needs no module of ours that is not staged.
 *
 * <p>It runs with the tests that need foreign programs, since continuous integration stages nothing for the others.
 */
@Tag("same-in-both-modes")
@Tag("peers")
class StagedPomsIT {
    private static final XPath PATH = XPathFactory.newInstance().newXPath();

    private static Stream<Path> poms() throws Exception {
        return Staged.files(".pom").stream();
    }

    private static Document parse(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    }

    private static String text(Object from, String path) throws XPathExpressionException {
        return PATH.evaluate(path, from).strip();
    }

    @ParameterizedTest
    @MethodSource("poms")
    void pomHasWhatCentralRequires(Path pom) throws Exception {
        Document document = parse(pom);
        for (String required : new String[] {
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/connection",
            "scm/developerConnection",
            "scm/url"
        }) {
            assertFalse(text(document, "/project/" + required).isEmpty(), required);
        }
        assertEquals("dev.platter", text(document, "/project/groupId"));
        assertEquals(Staged.version(), text(document, "/project/version"));
    }

    @ParameterizedTest
    @MethodSource("poms")
    void pomStandsAlone(Path pom) throws Exception {
        Document document = parse(pom);
        assertEquals("", text(document, "/project/parent"));
        assertEquals("", text(document, "/project/modules"));
        NodeList dependencies = (NodeList) PATH.evaluate("//dependency", document, XPathConstants.NODESET);
        for (int i = 0; i < dependencies.getLength(); i++) {
            String group = text(dependencies.item(i), "groupId");
            String artifact = text(dependencies.item(i), "artifactId");
            String version = text(dependencies.item(i), "version");
            assertTrue(version.matches("\\d[\\w.-]*"), () -> group + ":" + artifact + ":" + version);
            assertTrue(!group.equals("dev.platter") || Staged.has(artifact, version), () -> artifact + ":" + version);
        }
    }

    @Test
    void everythingThatAuthorsUseIsStaged() throws Exception {
        Set<String> staged = new TreeSet<>();
        for (Path pom : Staged.files(".pom")) {
            staged.add(pom.getParent().getParent().getFileName().toString());
        }
        assertEquals(
                Set.of(
                        "platter-api",
                        "platter-client",
                        "platter-credentials",
                        "platter-engine",
                        "platter-filter-archetype",
                        "platter-plugin-archetype",
                        "platter-plugin-parent",
                        "platter-testkit",
                        "platter-testkit-heap"),
                staged);
    }
}

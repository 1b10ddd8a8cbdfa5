// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What can be checked here of the files for systems on which none of our tests has run yet. */
@Tag("same-in-both-modes")
class SystemsTest {
    private static final Path SYSTEMS = Path.of("systems");

    /** What the manual page of launchd.plist(5) knows. */
    private static final Set<String> LAUNCHD_KEYS = Set.of(
            "Label",
            "ProgramArguments",
            "EnvironmentVariables",
            "UserName",
            "GroupName",
            "Umask",
            "RunAtLoad",
            "KeepAlive",
            "ExitTimeOut",
            "SoftResourceLimits",
            "StandardErrorPath");

    private static Set<String> commands() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/tarball/bin"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(SYSTEMS)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static Element xml(String file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        // Apple's server is not asked.
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder()
                .parse(SYSTEMS.resolve(file).toFile())
                .getDocumentElement();
    }

    private static List<Element> children(Element parent) {
        NodeList nodes = parent.getChildNodes();
        List<Element> children = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    @Test
    void launchdFindsAValueBehindEachKeyThatItKnows() throws Exception {
        Element dict = children(xml("macos/service/dev.platter.platterd.plist")).getFirst();
        Map<String, Element> values = new TreeMap<>();
        List<Element> entries = children(dict);
        for (int i = 0; i < entries.size(); i += 2) {
            assertEquals("key", entries.get(i).getTagName());
            values.put(entries.get(i).getTextContent(), entries.get(i + 1));
        }
        assertEquals(new TreeSet<>(LAUNCHD_KEYS), values.keySet());
        assertEquals("dev.platter.platterd", values.get("Label").getTextContent());
        assertEquals(Integer.toString(0027), values.get("Umask").getTextContent());
        List<String> words = children(values.get("ProgramArguments")).stream()
                .map(Element::getTextContent)
                .toList();
        assertEquals(List.of("/opt/platter/bin/platterd", "--config=/etc/platter/platter.toml"), words);
    }

    @Test
    void serviceOfWindowsStartsTheCommandOfItsArchive() throws Exception {
        Element service = xml("windows/service/platterd.xml");
        assertEquals("service", service.getTagName());
        String executable = service.getElementsByTagName("executable").item(0).getTextContent();
        // The archive has it in share/systems/windows/service.
        Path place = Path.of("share/systems/windows/service")
                .resolve(executable.replace("%BASE%\\", "").replace('\\', '/'));
        assertEquals(Path.of("bin/platterd.cmd"), place.normalize());
    }

    /** A command that is added is to be installed everywhere. */
    @Test
    void everySystemHasEveryCommandButNbdkits() throws IOException {
        Set<String> ours = commands();
        ours.remove("nbdkit");
        assertEquals(ours, list("homebrew/platter.rb", "%w\\[(.*)]"));
        assertEquals(ours, list("freebsd/port/Makefile", "COMMANDS=\\s+(.*)"));
    }

    private static Set<String> list(String file, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(SYSTEMS.resolve(file)));
        assertTrue(matcher.find(), file);
        return new TreeSet<>(List.of(matcher.group(1).split(" ")));
    }

    @Test
    void manifestsOfWingetAreOneManifest() throws IOException {
        Map<String, String> types = new TreeMap<>();
        try (Stream<Path> files = Files.list(SYSTEMS.resolve("windows/winget"))) {
            for (Path file : files.toList()) {
                Map<String, String> values = Files.readAllLines(file).stream()
                        .filter(line -> line.matches("\\w+: .*"))
                        .collect(Collectors.toMap(line -> line.split(": ")[0], line -> line.split(": ")[1]));
                assertEquals("Platter.Platter", values.get("PackageIdentifier"), file::toString);
                assertEquals("\"@VERSION@\"", values.get("PackageVersion"), file::toString);
                assertEquals("1.9.0", values.get("ManifestVersion"), file::toString);
                String schema = Files.readAllLines(file).getFirst();
                assertTrue(
                        schema.endsWith("winget-manifest." + values.get("ManifestType") + ".1.9.0.schema.json"),
                        schema);
                types.put(values.get("ManifestType"), file.getFileName().toString());
            }
        }
        assertEquals(
                Map.of(
                        "version", "Platter.Platter.yaml",
                        "defaultLocale", "Platter.Platter.locale.en-US.yaml",
                        "installer", "Platter.Platter.installer.yaml"),
                types);
    }

    /** What a release does not fill in would be left as it is. */
    @Test
    void onlyWhatAReleaseFillsInIsLeftOpen() throws IOException {
        Set<String> open = new TreeSet<>();
        for (Path file : files()) {
            Matcher matcher = Pattern.compile("@[A-Z0-9_]+@").matcher(Files.readString(file));
            while (matcher.find()) {
                open.add(matcher.group());
            }
        }
        assertEquals(Set.of("@VERSION@", "@URL@", "@TAR_SHA256@", "@TAR_SIZE@", "@ZIP_SHA256@"), open);
        String release = Files.readString(Path.of("packages/src/main/sh/release"));
        open.forEach(word -> assertTrue(release.contains("s|" + word + "|"), word));
    }

    /** Each service reads the configuration where an administrator of that system looks for it, and no service the one of another. */
    @Test
    void everyServiceNamesItsConfiguration() throws IOException {
        for (Path file : files()) {
            if (file.getParent().endsWith("service")) {
                assertTrue(Files.readString(file).contains("platter.toml"), file::toString);
            }
        }
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.memory.MemoryPlugin;
import dev.platter.server.Startup;
import dev.platter.testkit.server.VersionedJar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients of a running server do is drawn on its page, and so are deployments. */
@Tag("same-in-both-modes")
@Timeout(120)
class HistoryIT {
    private static final String EXPORTS = """
        [http]
        port = 0
        [export.ram.plugin]
        use = "memory"
        parameters = { size = "4M" }
        [export.idle.plugin]
        use = "memory"
        parameters = { size = "4M" }
        """;

    @TempDir
    private Path folder;

    private RunningDaemon daemon;
    private Watching watching;
    private URI site;

    @BeforeEach
    void serve() throws Exception {
        daemon = new RunningDaemon(folder, MemoryPlugin.class);
        daemon.configure(EXPORTS).start();
        Startup startup = daemon.startup();
        watching = Watching.begin(daemon.server(), startup.definition().server(), startup.loggers());
        Matcher address = Pattern.compile("http://\\S+").matcher(watching.toString());
        assertTrue(address.find(), watching.toString());
        site = URI.create(address.group());
    }

    @AfterEach
    void stop() {
        watching.close();
        daemon.close();
    }

    private String page(String path) throws IOException {
        try (InputStream page = site.resolve(path).toURL().openStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Waits for the sample, which is taken once a second, that shows something. */
    private String await(String path, Predicate<String> shown) throws InterruptedException {
        String[] last = new String[1];
        RunningDaemon.await(() -> {
            try {
                last[0] = page(path);
                return shown.test(last[0]);
            } catch (IOException e) {
                // Before its first sample an export has no page.
                return false;
            }
        });
        return last[0];
    }

    /** The first line of the first picture of a page. */
    private static String line(String page) {
        return page.replaceFirst("(?s).*?<path class=\"line first\" d=\"", "").replaceFirst("(?s)\".*", "");
    }

    @Test
    void trafficAndDeploymentsAreDrawn() throws Exception {
        await("export?name=ram", page -> page.contains("<path"));
        try (NbdClient client = daemon.connect("ram")) {
            client.write(0, ByteBuffer.allocate(1 << 20), 0);
            for (int i = 0; i < 8; i++) {
                client.read(0, ByteBuffer.allocate(1 << 20), 0);
            }
        }
        VersionedJar.of(MemoryPlugin.class, "1.7.0").writeTo(daemon.deploy().resolve("memory-1.7.0.jar"));
        RunningDaemon.await(() -> daemon.members("ram").equals(List.of("memory@1.7.0")));

        String page = await("export?name=ram&span=hour", it -> it.contains("reads, 512 KiB to 1 MiB: 8 (100.0 %)"));
        assertTrue(page.contains("writes, 512 KiB to 1 MiB: 1 (100.0 %)"), page);
        assertTrue(page.contains("deployed plugin &#39;memory&#39; 1.7.0</title>"), page);
        assertTrue(page.matches("(?s).*<g class=\"mark deployment\">.*"), page);
        assertTrue(line(page).matches(".* (?!1000)[\\d.]+.*"), line(page));
        assertTrue(line(page("?span=hour")).matches(".* (?!1000)[\\d.]+.*"), "the server's");
        String idle = line(page("export?name=idle&span=hour"));
        assertTrue(idle.matches("(M[\\d.]+ 1000(h0)?)(L[\\d.]+ 1000)*"), idle);
    }

    @Test
    void aReloadAndAProblemAreMarked() throws Exception {
        daemon.server().reload(false);
        Files.writeString(daemon.deploy().resolve("x.jar"), "not a jar");
        String page = await("?span=day", it -> it.contains("<g class=\"mark problem\">"));

        assertTrue(page.contains("reload") && page.contains("deploying x.jar has failed: "), page);
        for (String picture : page.split("(?=<svg xmlns)", -1)) {
            if (picture.startsWith("<svg xmlns")) {
                String svg = picture.substring(0, picture.lastIndexOf("</svg>", picture.indexOf("</figure>")) + 6);
                assertEquals("svg", root(svg), svg);
            }
        }
    }

    private static String root(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement()
                .getTagName();
    }
}

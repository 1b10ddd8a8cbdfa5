// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.parameters.Schema;
import dev.platter.engine.parameters.SchemaText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a repository to its manual. */
final class ManualTest {
    private static final Edition EDITION = new Edition("0.1", LocalDate.of(2026, 11, 1));
    private static final Pattern KEY = Pattern.compile("(?m)^(?:  |\\\\fB)\\[?([a-z-]+)=");

    private Repository repository;

    @BeforeEach
    void make(@TempDir Path root) throws IOException {
        repository = new Repository(root);
    }

    @Test
    void everyPageIsFound() throws IOException {
        Manual manual = repository.read();
        assertEquals(List.of(), manual.complaints());
        manual.write(repository.root().resolve("out"), EDITION);
        for (String page : List.of("platter", "platter-tank-plugin", "platter-leak-filter")) {
            assertTrue(Files.exists(man(page)), page);
            assertTrue(read("html/index.html").contains("<a href=\"" + page + ".html\">"), page);
        }
    }

    @Test
    void theManualExplainsTheKeysThatHelpExplains() throws IOException {
        repository.read().write(repository.root().resolve("out"), EDITION);
        String help = new SchemaText(Schema.of(FakeMembers.Tank.class)).help();
        assertEquals(Set.of("size", "colour"), keys(help));
        assertEquals(keys(help), keys(Files.readString(man("platter-tank-plugin"))));
    }

    @Test
    void parametersShowTheirDefaults() throws IOException {
        repository.read().write(repository.root().resolve("out"), EDITION);
        String roff = Files.readString(man("platter-tank-plugin"));
        assertTrue(roff.contains(".TP\n\\fB[size=]\\fR\\fISIZE\\fR\nHow large. (required)\n"), roff);
        assertTrue(roff.contains("\\fBcolour=\\fR\\fIgreen|blue\\fR\nWhich colour. (default: green)\n"), roff);
    }

    @Test
    void optionsComeFromTheCommand() throws IOException {
        repository.read().write(repository.root().resolve("out"), EDITION);
        String roff = Files.readString(man("platter"));
        String term = "\\fB\\-U\\fR \\fISOCKET|\\-\\fR, \\fB\\-\\-unix\\fR=\\fISOCKET|\\-\\fR\n";
        assertTrue(roff.contains(term + "Listens there. With \\- on a private one.\n"), roff);
        assertTrue(roff.contains("\\fB\\-r\\fR, \\fB\\-\\-readonly\\fR\nOnly reads.\n"), roff);
    }

    @Test
    void theCommandListsAllPluginsAndFilters() throws IOException {
        repository.read().write(repository.root().resolve("out"), EDITION);
        String html = read("html/platter.html");
        assertTrue(html.contains("<a href=\"platter-tank-plugin.html\">platter-tank-plugin(1)</a>"), html);
        assertTrue(html.contains("loses a little"), html);
    }

    @Test
    void oldPagesAreRemoved() throws IOException {
        repository.read().write(repository.root().resolve("out"), EDITION);
        Path stale = Files.createFile(repository.root().resolve("out/man1/platter-gone-plugin.1"));
        repository.read().write(repository.root().resolve("out"), EDITION);
        assertFalse(Files.exists(stale));
    }

    @Test
    void aPluginWithoutAPageIsReported() throws IOException {
        repository.remove("plugin-tank", "platter-tank-plugin");
        assertComplains("plugin-tank/src/main/manual/platter-tank-plugin.md: this manual page is missing");
    }

    @Test
    void anExampleAmongTheDocumentsNeedsNoPage() throws IOException {
        repository.compiled("docs/examples", FakeMembers.Tank.class);
        assertEquals(List.of(), repository.read().complaints());
    }

    @Test
    void aCommandWithoutAPageIsReported() throws IOException {
        repository.remove("cli", "platter");
        assertComplains("cli/src/main/manual/platter.md: this manual page is missing");
    }

    @Test
    void aPageWithoutAPluginIsReported() throws IOException {
        repository.page("plugin-tank", "platter-tub-plugin", Repository.TANK.replace("tank-plugin -", "tub-plugin -"));
        assertComplains("platter-tub-plugin.md:19: this module has no plugin or filter");
    }

    @Test
    void aDifferentSummaryIsReported() throws IOException {
        repository.page("plugin-tank", "platter-tank-plugin", Repository.TANK.replace("disk in a", "disk without a"));
        assertComplains("below NAME it must say 'platter-tank-plugin - a disk in a tank'");
    }

    @Test
    void aKeyThatOnlyThePageHasIsReported() throws IOException {
        repository.page(
                "plugin-tank",
                "platter-tank-plugin",
                Repository.TANK.replace("@PARAMETERS@", "@PARAMETERS@\n\n### `shape=`ROUND\n\nIt is round."));
        assertComplains("PARAMETERS explains shape, which the plugin tank does not have");
    }

    @Test
    void aKeyThatThePageLacksIsReported() throws IOException {
        repository.page(
                "plugin-tank",
                "platter-tank-plugin",
                Repository.TANK.replace("@PARAMETERS@", "### [size=]SIZE\n\nHow large."));
        assertComplains("PARAMETERS does not explain colour");
        assertComplains("below PARAMETERS there must be a paragraph @PARAMETERS@");
    }

    @Test
    void anUnknownInsertionIsReported() throws IOException {
        repository.page("cli", "platter", Repository.COMMAND.replace("@PLUGINS@", "@PLUGIN@"));
        assertComplains("platter.md:11: @PLUGIN@ is unknown");
    }

    private void assertComplains(String complaint) throws IOException {
        String all = repository.read().complaints().toString();
        assertTrue(all.contains(complaint), all);
    }

    private static Set<String> keys(String text) {
        Set<String> keys = new TreeSet<>();
        KEY.matcher(text).results().forEach(result -> keys.add(result.group(1)));
        return keys;
    }

    private Path man(String page) {
        return repository.root().resolve("out/man1").resolve(page + ".1");
    }

    private String read(String file) throws IOException {
        return Files.readString(repository.root().resolve("out").resolve(file));
    }
}

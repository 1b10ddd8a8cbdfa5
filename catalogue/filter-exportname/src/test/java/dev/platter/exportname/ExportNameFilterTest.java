// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exportname;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Export;
import dev.platter.api.Opener;
import dev.platter.api.TransparentDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportNameFilterTest {
    private static final TestClient CLIENT = TestClient.anybody();

    private final TwoExports next = new TwoExports();

    private static ExportNameFilter filter(
            @Nullable String defaultExport, ListMode list, boolean strict, String description, String... names) {
        return new ExportNameFilter(new ExportNameFilter.Config(
                Optional.ofNullable(defaultExport), list, strict, List.of(names), DescriptionMode.parse(description)));
    }

    private String listed(ExportNameFilter filter) throws IOException {
        return String.join(
                " ",
                filter.exports(next, CLIENT).stream()
                        .map(export -> export.name() + "=" + export.description())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "KEEP, keep, a=first b=second",
        "KEEP, none, a= b=",
        "KEEP, fixed:x, a=x b=x",
        "EMPTY, keep, ''",
        "EXPLICIT, keep, c= d=",
        "EXPLICIT, fixed:x, c=x d=x",
        "DEFAULTONLY, keep, b=",
    })
    void listIsThatOfTheMode(ListMode mode, String description, String expected) throws IOException {
        assertEquals(expected, listed(filter(null, mode, false, description, "c", "d")));
    }

    @Test
    void listCanBeRefused() {
        ExportNameFilter filter = filter(null, ListMode.ERROR, false, "keep");
        assertThrows(DiskException.class, () -> filter.exports(next, CLIENT));
    }

    @Test
    void parameterSaysWhatTheEmptyNameStandsFor() throws IOException {
        ExportNameFilter filter = filter("a", ListMode.DEFAULTONLY, false, "keep");
        assertEquals("a", filter.defaultExport(next, CLIENT));
        assertEquals("a=", listed(filter));
        assertEquals("b", filter(null, ListMode.KEEP, false, "keep").defaultExport(next, CLIENT));
    }

    @Test
    void emptyNameCanStandForItselfWhileTheDiskBehindHasItsOwn() throws IOException {
        ExportNameFilter filter = filter("", ListMode.KEEP, false, "keep");
        assertEquals("", filter.defaultExport(next, CLIENT));
        filter.open(next, CLIENT.withExportName(""));
        filter.open(next, CLIENT.withExportName("a"));
        assertEquals(List.of("b", "a"), next.opened);
    }

    @Test
    void onlyNamedExportsCanBeOpenedIfThatIsAskedFor() throws IOException {
        ExportNameFilter filter = filter(null, ListMode.KEEP, true, "keep", "a");
        filter.open(next, CLIENT.withExportName("a"));
        String refused = assertThrows(DiskException.class, () -> filter.open(next, CLIENT.withExportName("b")))
                .getMessage();
        assertTrue(refused.contains("'b'"), refused);
        filter(null, ListMode.KEEP, false, "keep", "a").open(next, CLIENT.withExportName("b"));
    }

    @Test
    void emptyNameIsOneOfTheNames() throws IOException {
        ExportNameFilter without = filter(null, ListMode.DEFAULTONLY, true, "keep", "a", "b");
        assertThrows(DiskException.class, () -> without.defaultExport(next, CLIENT));
        assertEquals("", listed(without));
        ExportNameFilter with = filter(null, ListMode.DEFAULTONLY, true, "keep", "a", "");
        assertEquals("", with.defaultExport(next, CLIENT));
        with.open(next, CLIENT.withExportName(""));
        assertEquals(List.of("b"), next.opened);
        assertEquals("a", filter("a", ListMode.KEEP, true, "keep", "a", "").defaultExport(next, CLIENT));
    }

    private Optional<String> described(String description) throws IOException {
        return filter(null, ListMode.KEEP, false, description)
                .open(next, CLIENT.withExportName("it's $one"))
                .description();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void openedExportIsDescribedByTheMode() throws IOException {
        assertEquals(Optional.of("behind"), described("keep"));
        assertEquals(Optional.empty(), described("none"));
        assertEquals(Optional.of("x y"), described("fixed:x y"));
        assertEquals(Optional.of("<it's $one>\nend"), described("script:echo \"<$name>\"; echo end"));
        assertEquals(Optional.empty(), described("script:"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void scriptThatFailsOrPrintsTooMuchIsLoggedAndDescribesNothing() throws IOException {
        for (String script : List.of("exit 3", "yes")) {
            TestContext context = new TestContext();
            ExportNameFilter filter = filter(null, ListMode.KEEP, false, "script:" + script);
            filter.start(next, context);
            assertEquals("a= b=", listed(filter));
            assertEquals(2, context.logged().size(), context.logged()::toString);
            assertTrue(
                    context.logged().getFirst().startsWith("WARNING test: exportdesc: the script "),
                    context.logged()::toString);
        }
    }

    private static final class TwoExports implements Opener {
        final List<String> opened = new ArrayList<>();

        @Override
        public Disk open(Client client) {
            opened.add(client.exportName());
            return new TransparentDisk(RecordingDisk.of(1000)) {
                @Override
                public Optional<String> description() {
                    return Optional.of("behind");
                }
            };
        }

        @Override
        public List<Export> exports(Client client) {
            return List.of(new Export("a", "first"), new Export("b", "second"));
        }

        @Override
        public String defaultExport(Client client) {
            return "b";
        }
    }
}

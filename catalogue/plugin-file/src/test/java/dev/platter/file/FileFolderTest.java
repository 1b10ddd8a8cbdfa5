// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.files.Access;
import dev.platter.testkit.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a folder as exports. */
class FileFolderTest {
    @TempDir
    Path folder;

    private Path served;
    private FilePlugin plugin;

    @BeforeEach
    void fill() throws IOException {
        served = Files.createDirectory(folder.resolve("served"));
        Files.write(served.resolve("b"), new byte[20]);
        Files.write(served.resolve("a"), new byte[10]);
        Files.createDirectory(served.resolve("sub"));
        Files.write(served.resolve("sub").resolve("inner"), new byte[5]);
        Files.write(folder.resolve("outside"), new byte[30]);
        plugin = FileAccess.folder(Access.best(), served);
    }

    private static Client asking(String name) {
        return TestClient.anybody().withExportName(name);
    }

    private List<String> listed() throws IOException {
        return plugin.exports(TestClient.anybody()).stream().map(Export::name).toList();
    }

    private String refused(String name) {
        return assertThrows(IOException.class, () -> plugin.open(asking(name))).getMessage();
    }

    @ParameterizedTest
    @MethodSource("dev.platter.file.FileAccess#here")
    void eachFileIsAnExportWithItsName(Access access) throws IOException {
        plugin = FileAccess.folder(access, served);
        plugin.prepare();

        assertEquals(List.of("a", "b"), listed());
        try (Disk disk = plugin.open(asking("b"))) {
            assertEquals(20, disk.size());
        }
    }

    @Test
    void aFileThatIsPutThereLaterIsServed() throws IOException {
        plugin.prepare();
        Files.write(served.resolve("c"), new byte[7]);

        assertEquals(List.of("a", "b", "c"), listed());
        try (Disk disk = plugin.open(asking("c"))) {
            assertEquals(7, disk.size());
        }
    }

    /** As in nbdkit: a user who may write to the folder decides. */
    @Test
    void aLinkIsFollowed() throws IOException {
        Files.createSymbolicLink(served.resolve("link"), Path.of("../outside"));
        Files.createSymbolicLink(served.resolve("nowhere"), Path.of("missing"));
        Files.createSymbolicLink(served.resolve("folder"), Path.of("sub"));

        assertEquals(List.of("a", "b", "link"), listed());
        try (Disk disk = plugin.open(asking("link"))) {
            assertEquals(30, disk.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "sub/inner", "/etc/passwd", ".", "..", "./a", "a/", "sub/../a", "a\0b"})
    void aNameThatIsNotThatOfAFileIsRefused(String name) {
        assertEquals(
                "the export name '" + name + "' is not the name of a file: ask for one of the files in " + served
                        + ", without a folder",
                refused(name));
    }

    @Test
    void aNameWithoutAFileIsRefused() {
        assertEquals("an export name is needed: ask for one of the files in " + served, refused(""));
        assertEquals(
                served.resolve("c") + " does not exist: name an existing regular file or block device", refused("c"));
        assertTrue(refused("sub").startsWith(served.resolve("sub") + " is a folder: "), refused("sub"));
    }

    @Test
    void aFileInPlaceOfAFolderIsRefusedAtTheStart() {
        Path file = served.resolve("a");
        FilePlugin wrong = FileAccess.folder(Access.best(), file);

        assertEquals(
                file + " is not a folder: dir= takes only those; use file= to serve a single file",
                assertThrows(IOException.class, wrong::prepare).getMessage());
    }
}

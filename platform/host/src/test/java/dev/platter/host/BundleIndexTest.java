// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.parameters.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar that the index of its folder describes is not opened. The jar of these tests could not be. */
class BundleIndexTest {
    private static final long MODIFIED = 1_793_491_200_000L;
    private static final String CONTENT = "this is not a jar";

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog("host");
    private Path jar;

    @BeforeEach
    void putJar() throws IOException {
        jar = Files.writeString(folder.resolve("some.jar"), CONTENT);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(MODIFIED));
        writeIndex("Size: " + CONTENT.length());
    }

    private void writeIndex(String size) throws IOException {
        Files.writeString(folder.resolve("index.mf"), """
            Manifest-Version: 1.0
            Modified: %d

            Name: some.jar
            %s
            Provide-Capability: dev.platter.plugin;class=a.B;name=some;summary=sum
            Bundle-Version: 1.2.3
            Import-Package: dev.platter.api;version="[1,2)",java.sql

            """.formatted(MODIFIED, size));
    }

    private List<BundleEntry> entries() throws RefusedException {
        return new BundleFolders(List.of(folder), log).entries();
    }

    private void assertJarIsRead() throws RefusedException {
        assertEquals(List.of(), entries());
        assertTrue(log.records().getLast().startsWith("WARNING passing over " + jar), log.records()::toString);
    }

    @Test
    void theIndexDescribesAJarWithoutItsBeingOpened() throws RefusedException {
        BundleFolders folders = new BundleFolders(List.of(folder), log);
        assertEquals(
                List.of(new BundleEntry(Schema.Kind.PLUGIN, "some", "1.2.3", "sum", "a.B", jar)), folders.entries());
        assertEquals(new JdkPackages(false, Set.of("java.sql")), folders.importedPackages());
        assertEquals(List.of(), log.records());
    }

    @Test
    void aJarOfAnotherSizeIsRead() throws IOException, RefusedException {
        writeIndex("Size: " + (CONTENT.length() + 1));
        assertJarIsRead();
    }

    @Test
    void aJarOfAnotherTimeIsRead() throws IOException, RefusedException {
        Files.setLastModifiedTime(jar, FileTime.fromMillis(MODIFIED + 1000));
        assertJarIsRead();
    }

    @Test
    void aJarThatIsNotInTheIndexIsRead() throws IOException, RefusedException {
        jar = Files.move(jar, folder.resolve("other.jar"));
        assertJarIsRead();
    }

    @Test
    void bundleOfAnotherArchiveIsSaidToBeThere() throws IOException {
        writeIndex("Archive: platter-more");
        Files.delete(jar);
        String refusal = String.valueOf(assertThrows(
                        RefusedException.class,
                        () -> new Selection(Namespace.PLUGIN, List.of(), List.of(folder)).of(Reference.parse("some")))
                .getMessage());
        assertTrue(refusal.contains("'some' comes with platter-more"), refusal);
        assertThrows(
                RefusedException.class,
                () -> new Selection(Namespace.FILTER, List.of(), List.of(folder)).of(Reference.parse("some")));
    }

    @Test
    void withoutAnIndexJarsAreRead() throws IOException, RefusedException {
        Files.delete(folder.resolve("index.mf"));
        assertJarIsRead();
    }

    @Test
    void aDamagedIndexIsReportedAndJarsAreRead() throws IOException, RefusedException {
        Files.writeString(folder.resolve("index.mf"), "no colon in this line\n");
        assertJarIsRead();
        assertTrue(
                log.records().getFirst().startsWith("WARNING " + folder.resolve("index.mf") + " cannot be used ("),
                log.records()::toString);
    }
}

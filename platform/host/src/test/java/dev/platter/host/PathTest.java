// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.parameters.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleReference;

/** A jar can be named by its path; then it needs no headers. */
class PathTest extends HostTest {
    private Path jar() {
        return temporary.resolve("some where.jar");
    }

    @Test
    void aBundleOutsideOfTheFoldersIsLoaded() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(jar());
        assertEquals("sevens", host.plugin(jar().toString()).entry().name());
    }

    @Test
    void aPlainJarGetsItsHeadersFromTheAnnotation() throws Exception {
        BundleJar.plain(SEVENS)
                .header("Implementation-Version", "1.2.0-SNAPSHOT")
                .writeTo(jar());
        Loaded<?> loaded = host.plugin(jar().toString());
        assertEquals(
                new BundleEntry(
                        Schema.Kind.PLUGIN,
                        "sevens",
                        "1.2.0.SNAPSHOT",
                        "nothing but sevens",
                        Fixture.Sevens.class.getName(),
                        jar()),
                loaded.entry());
        assertEquals("sevens", Schema.of(loaded.type()).name());
    }

    @Test
    void aPlainJarImportsTheApiAsABundleOfOursDoes() throws Exception {
        BundleJar.plain(SEVENS).writeTo(jar());
        Class<?> type = host.plugin(jar().toString()).type();
        String imports = ((BundleReference) type.getClassLoader())
                .getBundle()
                .getHeaders("")
                .get("Import-Package");
        for (String name : List.of("dev.platter.api", "dev.platter.api.parameters", "dev.platter.nbd")) {
            assertTrue(imports.contains(name + ";version=\"[1.0,2)\""), imports);
        }
    }

    @Test
    void aServiceInTheJarIsFound() throws Exception {
        BundleJar.plain(Fixture.Services.class, Fixture.Service.class, Fixture.SevensDisk.class)
                .file("META-INF/services/java.util.function.Supplier", Fixture.Service.class.getName())
                .writeTo(jar());
        Class<?> type = host.plugin(jar().toString()).type();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        assertEquals("found", Schema.of(type).construct(List.of(), temporary).toString());
        assertSame(before, Thread.currentThread().getContextClassLoader());
    }

    @Test
    void aPlainJarWithAFilterIsNotAPlugin() throws Exception {
        BundleJar.plain(Fixture.Same.class).writeTo(jar());
        RefusedException e = assertThrows(RefusedException.class, () -> host.plugin(jar().toString()));
        assertEquals(jar() + " holds filter 'same' and no plugin: use it as what it holds", e.getMessage());
        assertEquals("same", host.filter(jar().toString()).entry().name());
    }

    @Test
    void aNameThatUsersCannotWriteIsRefused() throws Exception {
        BundleJar.plain(Fixture.Misnamed.class).writeTo(jar());
        RefusedException e = assertThrows(RefusedException.class, () -> host.plugin(jar().toString()));
        assertEquals(
                jar() + ": the annotation of " + Fixture.Misnamed.class.getName() + " has the name 'Sevens@2': a name"
                        + " consists of lower-case letters, digits and dashes, and begins with a letter",
                e.getMessage());
    }

    @Test
    void aJarWithoutAPluginIsRefused() throws Exception {
        BundleJar.plain(RefusedException.class).writeTo(jar());
        RefusedException e = assertThrows(RefusedException.class, () -> host.plugin(jar().toString()));
        assertEquals(jar() + " holds no plugin: no class in it has @NbdPlugin", e.getMessage());
    }

    @Test
    void aMissingFileIsRefused() {
        RefusedException e = assertThrows(RefusedException.class, () -> host.plugin(jar().toString()));
        assertEquals("there is no file " + jar() + ": correct the path", e.getMessage());
    }

    @Test
    void aFileThatIsNotAJarIsRefused() throws Exception {
        Files.writeString(jar(), "not a jar");
        RefusedException e = assertThrows(RefusedException.class, () -> host.plugin(jar().toString()));
        assertTrue(e.getMessage().startsWith(jar() + " is damaged, or not a jar ("), e.getMessage());
    }
}

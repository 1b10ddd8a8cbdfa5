// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.parameters.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plain jar may have its libraries in a folder beside it. */
class LibrariesTest extends HostTest {
    private Path jar() {
        return temporary.resolve("with libraries.jar");
    }

    private Path library(String name) throws IOException {
        return Files.createDirectories(temporary.resolve("with libraries.libs")).resolve(name);
    }

    @Test
    void classesAndServicesOfALibraryAreFound() throws Exception {
        BundleJar.plain(Fixture.Services.class).writeTo(jar());
        BundleJar.plain(Fixture.SevensDisk.class).writeTo(library("a disk, of sevens.jar"));
        BundleJar.plain(Fixture.Service.class)
                .file("META-INF/services/java.util.function.Supplier", Fixture.Service.class.getName())
                .writeTo(library("service.jar"));

        Class<?> type = host.plugin(jar().toString()).type();

        assertEquals("found", Schema.of(type).construct(List.of(), temporary).toString());
        Class<?> disk = type.getClassLoader().loadClass(Fixture.SevensDisk.class.getName());
        assertNotSame(Fixture.SevensDisk.class, disk);
    }

    @Test
    void anotherLibraryIsAnotherContent() throws Exception {
        BundleJar.plain(SEVENS).writeTo(jar());
        JarContent alone = JarContent.read(jar());
        BundleJar.plain(Fixture.Service.class).writeTo(library("service.jar"));
        JarContent with = JarContent.read(jar());

        assertFalse(alone.hasLibraries());
        assertTrue(with.hasLibraries());
        assertNotEquals(alone.digest(), with.digest());
    }

    @Test
    void aDamagedLibraryIsNamed() throws Exception {
        BundleJar.plain(SEVENS).writeTo(jar());
        Files.writeString(library("service.jar"), "not a jar");

        RefusedException e = assertThrows(RefusedException.class, () -> JarContent.read(jar()));

        assertTrue(e.getMessage().contains("its library " + library("service.jar")), e.getMessage());
    }

    @Test
    void aBundleHasNoLibrariesBesideIt() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(jar());
        BundleJar.plain(Fixture.Service.class).writeTo(library("service.jar"));

        RefusedException e = assertThrows(RefusedException.class, () -> JarContent.read(jar()));

        assertEquals(
                jar() + " is an OSGi bundle, whose headers say where its libraries are, and "
                        + temporary.resolve("with libraries.libs")
                        + " holds 1: embed them in the bundle, or take them away",
                e.getMessage());
    }
}

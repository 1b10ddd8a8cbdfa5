// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bundle that cannot be loaded is refused with a sentence that names the culprit and says what to do. */
class RefusalTest extends HostTest {
    private static final String BUNDLE = "plugin 'sevens' 1.0.0 (%s)";

    private Path jar() {
        return folder.resolve("a.jar");
    }

    private void refused(String message) {
        RefusedException e = assertThrows(RefusedException.class, () -> host.plugin("sevens"));
        assertEquals(message.replace(BUNDLE, BUNDLE.formatted(jar())), e.getMessage());
    }

    @Test
    void aMisspeltNameIsRefusedWithASuggestion() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(jar());
        BundleJar.plugin("nosy", "1.0.0", Fixture.Nosy.class).writeTo(folder.resolve("b.jar"));
        RefusedException e = assertThrows(RefusedException.class, () -> host.plugin("seven"));
        assertEquals("no plugin is called 'seven': did you mean 'sevens'? There are nosy, sevens", e.getMessage());
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(jar());
        RefusedException e = assertThrows(RefusedException.class, () -> host.plugin("memory"));
        assertEquals("no plugin is called 'memory': there are sevens; or give the path of a jar", e.getMessage());
    }

    @Test
    void aNameIsRefusedWhereThereAreNoPlugins() throws Exception {
        BundleJar.filter("sevens", "1.0.0", Fixture.Same.class).writeTo(jar());
        refused("no plugin is called 'sevens': there are none in " + folder + ", so give the path of a jar");
    }

    @Test
    void aCorruptJarDoesNotHideTheOthers() throws Exception {
        Files.writeString(folder.resolve("0.jar"), "not a jar");
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(jar());
        assertEquals("sevens", host.plugin("sevens").entry().name());
    }

    @Test
    void aMissingLibraryIsNamed() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS)
                .header("Import-Package", "dev.platter.api,org.acme.zip")
                .writeTo(jar());
        refused(BUNDLE + " needs the package org.acme.zip, which is neither in its jar nor shown to plugins (these are"
                + " the JDK's, JNA's, the client's and dev.platter.api, dev.platter.api.parameters,"
                + " dev.platter.nbd): put the library into the jar");
    }

    @Test
    void anotherVersionOfTheApiIsRefused() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS)
                .header("Import-Package", "dev.platter.api;version=\"[7,8)\"")
                .writeTo(jar());
        refused(BUNDLE + " was built for version [7,8) of dev.platter.api, and this Platter has 1.0.0: get the plugin"
                + " for this Platter, or a Platter that has that version");
    }

    @Test
    void aClassOfANewerJavaIsRefused() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS)
                .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"")
                .writeTo(jar());
        refused(BUNDLE + " needs Java 99 and this is Java " + Runtime.version().feature()
                + ": run Platter on a newer JDK");
    }

    @Test
    void aClassThatIsNotAPluginIsRefused() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", Fixture.Liar.class).writeTo(jar());
        refused(BUNDLE + " names the class " + Fixture.Liar.class.getName()
                + ", which does not implement dev.platter.api.Plugin: add 'implements Plugin', or take the annotation"
                + " off it");
    }

    @Test
    void aMissingClassIsRefused() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", SEVENS)
                .header("Provide-Capability", "dev.platter.plugin;name=sevens;class=\"org.acme.Gone\"")
                .writeTo(jar());
        refused(BUNDLE + " names the class org.acme.Gone, which is not in it: build the jar again");
    }

    @Test
    void aRefusedBundleDoesNotHideAGoodOne() throws Exception {
        BundleJar.plugin("sevens", "1.0.0", Fixture.Liar.class).writeTo(jar());
        assertThrows(RefusedException.class, () -> host.plugin("sevens"));
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(jar());
        assertEquals(
                Fixture.Sevens.class.getName(), host.plugin("sevens").type().getName());
    }

    @Test
    void aCacheThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        RefusedException e =
                assertThrows(RefusedException.class, () -> PluginHost.open(List.of(), file, System::getLogger));
        assertEquals(
                "no folder can be made for loaded bundles in " + file
                        + " (java.nio.file.FileAlreadyExistsException: " + file
                        + "): make it writable, or name another for temporary files",
                e.getMessage());
    }
}

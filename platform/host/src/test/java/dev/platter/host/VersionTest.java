// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A reference selects one of several versions. */
class VersionTest extends HostTest {
    private void install(String... versions) throws Exception {
        for (String version : versions) {
            BundleJar.plugin("sevens", version, SEVENS).writeTo(folder.resolve(version + ".jar"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        sevens               | 10.0.0
        sevens@1             | 1.9.0
        sevens@1.2           | 1.2.5
        sevens@1.2.3         | 1.2.3.beta
        sevens@1.2.3.alpha   | 1.2.3.alpha
        sevens@[1.2,2)       | 1.9.0
        sevens@(1.2.3,1.2.5] | 1.2.5
        """)
    void theHighestMatchingVersionIsChosen(String reference, String version) throws Exception {
        install("1.2.3.alpha", "1.9.0", "10.0.0", "1.2.5", "1.2.3.beta");
        assertEquals(version, host.plugin(reference).entry().version());
    }

    @Test
    void twoVersionsServeSideBySide() throws Exception {
        install("1.0.0", "2.0.0");
        try (Loaded<?> old = host.plugin("sevens@1");
                Loaded<?> current = host.plugin("sevens@2")) {
            assertNotSame(old.type(), current.type());
        }
    }

    @Test
    void aJarLoadedTwiceSharesNothing() throws Exception {
        install("1.0.0");
        try (Loaded<?> one = host.plugin("sevens");
                Loaded<?> other = host.plugin("sevens")) {
            assertNotSame(one.type(), other.type());
        }
    }

    @Test
    void anEarlierFolderWinsWhereVersionsAreEqual() throws Exception {
        install("1.0.0");
        Path later = Files.createDirectory(temporary.resolve("later"));
        BundleJar.plugin("sevens", "1.0.0", SEVENS).writeTo(later.resolve("0.jar"));
        try (PluginHost both = PluginHost.open(List.of(folder, later), temporary, System::getLogger)) {
            assertEquals(folder, both.plugin("sevens").entry().jar().getParent());
        }
    }

    @Test
    void aMissingVersionIsRefusedWithTheAvailableOnes() throws Exception {
        install("1.0.0", "2.0.0");
        RefusedException e = assertThrows(RefusedException.class, () -> host.plugin("sevens@3"));
        assertEquals("plugin 'sevens' has no version in [3.0.0,4.0.0): there is 1.0.0, 2.0.0", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sevens@", "sevens@x", "sevens@[1", "sevens@1.2.3.4.5"})
    void anInvalidVersionIsRefused(String reference) throws Exception {
        install("1.0.0");
        RefusedException e = assertThrows(RefusedException.class, () -> host.plugin(reference));
        String version = reference.substring(reference.indexOf('@') + 1);
        assertEquals(
                "'" + version + "' in '" + reference
                        + "' is neither a version nor a range: write for example memory@1.2 or memory@[1.2,2)",
                e.getMessage());
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyValueTest {
    @Test
    void aRelativePathBeginsAtItsFolder(@TempDir Path folder) {
        assertEquals(folder.resolve("a/../b"), new KeyValue("script", "a/../b", folder).path());
        Path absolute = folder.resolve("c");
        assertEquals(absolute, new KeyValue("script", absolute.toString(), Path.of("")).path());
    }

    @Test
    void withoutAFolderAPathBeginsAtTheWorkingFolder() {
        KeyValue pair = new KeyValue("script", "a");
        assertTrue(pair.folder().isAbsolute());
        assertEquals(Path.of("a").toAbsolutePath(), pair.path());
    }

    @Test
    void anInvalidPathIsRefusedWithAReason() {
        ParameterException empty = assertThrows(ParameterException.class, () -> new KeyValue("script", "").path());
        assertEquals("script", empty.key());
        assertEquals("a path cannot be empty (write . for the current folder)", empty.getMessage());
        ParameterException nul = assertThrows(ParameterException.class, () -> new KeyValue("script", "a\0b").path());
        assertTrue(nul.getMessage().startsWith("could not parse path: a\0b ("), nul.getMessage());
    }

    @Test
    void toStringIsTheTextAsWritten() {
        assertEquals("a=b=c", new KeyValue("a", "b=c").toString());
    }
}

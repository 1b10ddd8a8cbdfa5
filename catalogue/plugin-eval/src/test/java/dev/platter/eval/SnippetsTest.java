// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnippetsTest {
    @Test
    void methodWithoutAScriptIsMissing() {
        Snippets snippets = new Snippets(Map.of("get_size", "echo 1M"));

        assertEquals(List.of("/bin/sh", "-c", "echo 1M", "eval"), snippets.words("get_size"));
        assertEquals(List.of(), snippets.words("pread"));
        assertEquals(Optional.of(false), snippets.defines("pread"));
    }

    @Test
    void scriptForWhatIsMissingAnswersAllOthersButDefinesNothing() {
        Snippets snippets = new Snippets(Map.of("missing", "exit 3"));

        assertEquals(List.of("/bin/sh", "-c", "exit 3", "eval"), snippets.words("can_write"));
        assertEquals(Optional.of(false), snippets.defines("pwrite"));
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Java names are converted to the words that users type. */
final class SpellingTest {
    @ParameterizedTest
    @CsvSource({
        "size,size",
        "numQueues,num-queues",
        "baseURI,base-uri",
        "URIPath,uri-path",
        "tls13Psk,tls13-psk",
        "WRITE_BACK,write-back",
        "BASE64NAME,base64name",
        "NONE,none",
        "X_1,x-1"
    })
    void namesAreDashed(String name, String dashed) {
        assertEquals(dashed, Spelling.dashed(name));
    }

    @Test
    void listsAreJoinedAsInASentence() {
        assertEquals("", Spelling.join(List.of(), "or"));
        assertEquals("a", Spelling.join(List.of("a"), "or"));
        assertEquals("a or b", Spelling.join(List.of("a", "b"), "or"));
        assertEquals("a, b and c", Spelling.join(List.of("a", "b", "c"), "and"));
    }
}

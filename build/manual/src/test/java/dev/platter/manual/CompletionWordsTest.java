// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.engine.parameters.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionWordsTest {
    @Test
    void eachWordHasALineThatSaysWhatItIs() {
        Catalogue catalogue = new Catalogue();
        catalogue.add(Schema.of(FakeMembers.Tank.class));
        catalogue.add(Schema.of(FakeMembers.Leak.class));
        catalogue.add("platter", new FakeMembers.PlatterOptions());
        List<String> lines = CompletionWords.of(catalogue, _ -> true);
        assertEquals("option\t--unix=", lines.getFirst());
        assertEquals(
                List.of(
                        "plugin\ttank\ta disk in a tank",
                        "key\ttank\tsize=\thow large",
                        "key\ttank\tcolour=\twhich colour",
                        "filter\tleak\tloses a little",
                        "key\tleak\tdrops=\thow much"),
                lines.stream().filter(line -> !line.startsWith("option")).toList());
    }
}

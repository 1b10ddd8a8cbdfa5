// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapTableTest {
    private static List<MapTable.Range> table(String words) {
        List<Mapping> mappings = new ArrayList<>();
        for (String word : words.split(" ")) {
            mappings.add(Mapping.parse(word));
        }
        return MapTable.of(mappings);
    }

    @ParameterizedTest
    @CsvSource({
        "0-511:512 512-1023:0, 0+512 512+0 1024+1024",
        "100-199:0, 0+0 100+0 200+200",
        "100-199:1000 50-149:2000, 0+0 50+2000 100+1000 200+200",
        "100-199:1000 0-299:0x10, 0+16 100+1000 200+216 300+300",
        "0-9:1 0-9:2, 0+1 10+10",
        "0-9223372036854775807:0, 0+0",
    })
    void firstMappingOfAByteCounts(String words, String expected) {
        StringBuilder found = new StringBuilder();
        for (MapTable.Range range : table(words.replace("0x10", "16"))) {
            found.append(' ').append(range.start()).append('+').append(range.target());
        }
        assertEquals(expected, found.substring(1));
    }

    @Test
    void everyByteIsWhereTheFirstMappingHasIt() {
        Random dice = new Random(4711);
        for (int round = 0; round < 200; round++) {
            List<Mapping> mappings = new ArrayList<>();
            for (int i = dice.nextInt(12); i > 0; i--) {
                int start = dice.nextInt(60);
                mappings.add(Mapping.parse(start + "-" + (start + dice.nextInt(20)) + ":" + dice.nextInt(1000)));
            }
            List<MapTable.Range> table = MapTable.of(mappings);
            long end = 0;
            for (MapTable.Range range : table) {
                assertEquals(end, range.start());
                end = range.end();
            }
            assertEquals(Long.MAX_VALUE, end);
            for (int at = 0; at < 100; at++) {
                long offset = at;
                long expected = mappings.stream()
                        .filter(mapping -> mapping.region().overlaps(offset, 1))
                        .findFirst()
                        .map(mapping ->
                                mapping.target() + offset - mapping.region().start())
                        .orElse(offset);
                MapTable.Range range = table.stream()
                        .filter(one -> one.start() <= offset && offset < one.end())
                        .findFirst()
                        .orElseThrow();
                assertEquals(expected, range.target() + offset - range.start(), () -> mappings + " at " + offset);
            }
        }
    }

    /** In pairs that overlap everything before: a list that takes the square of its length would take minutes. */
    @Test
    void longListsAreSorted() {
        List<Mapping> mappings = new ArrayList<>();
        for (int i = 200_000; i > 0; i--) {
            mappings.add(Mapping.parse((10L * i) + "-" + (10L * i + 14) + ":" + i));
        }
        assertTrue(MapTable.of(mappings).size() > 200_000);
    }
}

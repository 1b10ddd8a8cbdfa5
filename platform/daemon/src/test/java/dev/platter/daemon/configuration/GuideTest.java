// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide explains the tables and keys that there are, and no others. */
class GuideTest {
    private static final Path GUIDE = Path.of("../../docs/guide/configuration.md");
    private static final Pattern HEADING = Pattern.compile("## `(.+)`");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\|.*");

    @Test
    void theGuideHasEveryKeyAndNoOther() throws Exception {
        Map<String, List<String>> known = new LinkedHashMap<>();
        for (Section section : Section.values()) {
            known.put(section.title(), section.keys());
        }
        assertEquals(known, explained());
    }

    private static Map<String, List<String>> explained() throws Exception {
        Map<String, List<String>> explained = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>();
        for (String line : Files.readAllLines(GUIDE)) {
            Matcher heading = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                keys = new ArrayList<>();
                explained.put(heading.group(1), keys);
            } else if (row.matches()) {
                keys.add(row.group(1));
            }
        }
        return explained;
    }
}

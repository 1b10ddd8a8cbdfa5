// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.engine.parameters.ParameterDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The guide's tables are generated from the records of the configuration. With {@code -Dguide=apply} this test writes them into
 * the guide.
 */
class GuideTest {
    private static final Path GUIDE = Path.of("../../docs/guide/configuration.md");
    private static final Pattern HEADING = Pattern.compile("## `(.+)`");

    @Test
    void theGuideHasTheTablesOfTheRecords() throws Exception {
        String guide = Files.readString(GUIDE);
        String made = String.join("\n", withTables(guide.lines().toList())) + "\n";
        if (System.getProperty("guide", "check").equals("apply")) {
            Files.writeString(GUIDE, made);
        }
        assertEquals(
                made,
                Files.readString(GUIDE),
                "mvn verify -pl platform/daemon -am -Dtest=GuideTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dguide=apply writes the tables");
    }

    @Test
    void everyTableHasAHeadingAndNoOther() throws Exception {
        List<String> headings = Files.readAllLines(GUIDE).stream()
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(heading -> heading.group(1))
                .toList();
        assertEquals(TableShape.all().stream().map(TableShape::title).toList(), headings);
    }

    /** The guide, with the first table below each heading generated anew. */
    private static List<String> withTables(List<String> guide) {
        List<String> made = new ArrayList<>();
        List<String> pending = List.of();
        boolean inTable = false;
        for (String line : guide) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                pending = table(heading.group(1));
            }
            boolean row = line.startsWith("|");
            if (row && !inTable && !pending.isEmpty()) {
                made.addAll(pending);
                pending = List.of();
                inTable = true;
            }
            inTable &= row;
            if (!inTable) {
                made.add(line);
            }
        }
        return made;
    }

    private static List<String> table(String title) {
        Optional<TableShape> shape = TableShape.all().stream()
                .filter(known -> known.title().equals(title))
                .findFirst();
        if (shape.isEmpty()) {
            return List.of();
        }
        boolean file = shape.get() == TableShape.MAIN || shape.get() == TableShape.DROP_IN;
        List<String> rows = new ArrayList<>();
        rows.add(file ? "| Table | |" : "| Key | Default | |");
        rows.add(file ? "|---|---|" : "|---|---|---|");
        for (TableShape.Key key : shape.get().keys()) {
            String help = key.component().description().help();
            rows.add("| `" + key.name() + "` |"
                    + (file ? " `" + key.example() + "`: " + help : standard(key) + " | " + help) + " |");
        }
        return rows;
    }

    /** The cell with the default, after a space. */
    private static String standard(TableShape.Key key) {
        ParameterDescription description = key.component().description();
        String text = description
                .defaultValue()
                .map(value -> "`" + key.written(value) + "`")
                .orElse(description.whenAbsent());
        return text.isEmpty() ? "" : " " + text;
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.control.line.Reason;
import dev.platter.server.bundles.BundleState;
import dev.platter.server.bundles.BundleStatus;
import dev.platter.server.steering.ConnectionStatus;
import dev.platter.server.steering.Deployment;
import dev.platter.server.steering.ExportStatus;
import dev.platter.server.steering.ServerStatus;
import dev.platter.server.steering.Traffic;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide explains the commands, arguments, results and reasons that there are, and no others. */
class GuideTest {
    private static final Path GUIDE = Path.of("../../docs/guide/control-protocol.md");
    private static final Pattern HEADING = Pattern.compile("## (.+)");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\|([^|]*)\\|.*");
    private static final Pattern WORD = Pattern.compile("`([A-Za-z-]+)`");

    /** The first column of the tables below a heading, and what is behind it. */
    private static Map<String, String> rows(String heading) throws Exception {
        Map<String, String> rows = new LinkedHashMap<>();
        String at = "";
        for (String line : Files.readAllLines(GUIDE)) {
            Matcher title = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (title.matches()) {
                at = title.group(1);
            } else if (row.matches() && at.equals(heading)) {
                rows.put(row.group(1), row.group(2));
            }
        }
        return rows;
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(word -> word.group(1)).toList();
    }

    @Test
    void everyCommandIsExplainedWithItsArguments() throws Exception {
        Map<String, List<String>> known = new LinkedHashMap<>();
        Map<String, List<String>> looking = new LinkedHashMap<>();
        for (ControlCommand command : ControlCommand.all()) {
            (command.effect() == ControlCommand.Effect.LOOKS ? looking : known)
                    .put(command.title(), command.arguments());
        }
        Map<String, List<String>> explained = new LinkedHashMap<>();
        rows("Changes").forEach((command, arguments) -> explained.put(command, words(arguments)));
        assertEquals(known, explained);
        Map<String, String> queries = rows("Queries");
        assertEquals(List.copyOf(looking.keySet()), List.copyOf(queries.keySet()));
        looking.forEach(
                (command, arguments) -> assertTrue(words(queries.get(command)).containsAll(arguments), command));
    }

    @Test
    void everyMemberOfAResultIsExplained() throws Exception {
        Map<String, Class<? extends Record>> results = Map.of(
                "status", ServerStatus.class,
                "exports", ExportStatus.class,
                "connections", ConnectionStatus.class,
                "traffic", Traffic.class,
                "bundles", BundleStatus.class,
                "deployments", Deployment.class,
                "diff", ControlCommand.Forecast.class,
                "profile", ControlCommand.Profile.class);
        Map<String, String> rows = rows("Queries");
        assertEquals(results.keySet(), rows.keySet());
        results.forEach((command, type) -> {
            List<String> missing = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                if (!words(rows.get(command)).contains(component.getName())) {
                    missing.add(component.getName());
                }
            }
            assertEquals(List.of(), missing, command);
        });
    }

    @Test
    void everyStateOfABundleIsExplained() throws Exception {
        List<String> words = words(rows("Queries").get("bundles"));
        for (BundleState state : BundleState.values()) {
            assertTrue(words.contains(RecordJson.of(state).getAsString()), state.name());
        }
    }

    @Test
    void everyReasonIsExplained() throws Exception {
        assertEquals(
                Arrays.stream(Reason.values()).map(Reason::word).toList(),
                List.copyOf(rows("Lines").keySet()));
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Grafana's dashboard asks for metrics and labels that exist. */
class DashboardTest {
    private static final Path DASHBOARD = Path.of("../../distribution/src/main/tarball/share/grafana/platter.json");
    private static final Pattern METRIC = Pattern.compile("\\b((?:platter|process|jvm)_\\w+?)(?:_bucket)?\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("(\\w+)(?:=~|!=|=)\"");

    @Test
    void everyQueryAsksForAMetricWithItsLabels() throws IOException {
        var known = Arrays.stream(Family.values()).collect(Collectors.toMap(Family::queried, family -> family));
        JsonObject dashboard =
                JsonParser.parseString(Files.readString(DASHBOARD)).getAsJsonObject();
        Set<Family> shown = new HashSet<>();
        for (JsonElement panel : dashboard.getAsJsonArray("panels")) {
            for (JsonElement target : panel.getAsJsonObject().getAsJsonArray("targets")) {
                String query = target.getAsJsonObject().get("expr").getAsString();
                Matcher metric = METRIC.matcher(query);
                assertTrue(metric.find(), query);
                Family family = known.get(metric.group(1));
                assertTrue(family != null, () -> query + " asks for a metric that does not exist");
                Matcher label = LABEL.matcher(metric.group(2));
                while (label.find()) {
                    assertTrue(
                            label.group(1).equals("instance") || family.labels().contains(label.group(1)),
                            () -> query + " has a label that the metric lacks");
                }
                shown.add(family);
            }
        }
        for (Family family : new Family[] {Family.REQUESTS, Family.BYTES, Family.ERRORS, Family.DURATION}) {
            assertFalse(shown.add(family), family + " is not shown");
        }
    }
}

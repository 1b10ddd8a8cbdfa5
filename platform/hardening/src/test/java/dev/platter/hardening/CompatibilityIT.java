// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.parameters.Size;
import dev.platter.engine.export.Chain;
import dev.platter.memory.MemoryPlugin;
import dev.platter.ram.Allocator;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sends odd requests to Platter and its peers, as raw bytes. Platter's answers are checked; the other servers' answers are
 * published in docs/compatibility.md, which {@link WriteCompatibilityPage} updates.
 */
@Tag("same-in-both-modes")
class CompatibilityIT {
    @Test
    void thePageSaysWhatPlatterAnswersAndWhatDecides() throws IOException, InterruptedException {
        CompatibilityPage.Column platter = platter();
        platter.answers()
                .forEach((question, answer) -> assertTrue(
                        question.isAnsweredRightBy(answer),
                        () -> question.title() + ": " + answer + ", not " + question.expected()));
        assertEquals(
                withoutPeers(CompatibilityPage.table(List.of(platter))), withoutPeers(CompatibilityPage.published()));
    }

    /** The table's columns that do not depend on peers: the question, Platter's answer, and what decides it. */
    private static List<String> withoutPeers(List<String> table) {
        List<String> lines = new ArrayList<>();
        for (String line : table.subList(2, table.size())) {
            String[] cells = line.split("\\|");
            lines.add(cells[1] + "|" + cells[2] + "|" + cells[cells.length - 1]);
        }
        return lines;
    }

    static CompatibilityPage.Column column(String name, SocketAddress server, Duration patience)
            throws IOException, InterruptedException {
        Map<Question, String> answers = new EnumMap<>(Question.class);
        Asker asker = new Asker(server, patience);
        for (Question question : Question.values()) {
            answers.put(question, asker.ask(question));
        }
        return new CompatibilityPage.Column(name, answers);
    }

    static CompatibilityPage.Column platter() throws IOException, InterruptedException {
        MemoryPlugin.Config config =
                new MemoryPlugin.Config(new Size(Asker.SIZE), new Allocator(Allocator.Kind.SPARSE, false));
        try (LocalServer server =
                new LocalServer(Chain.of("memory", new MemoryPlugin(config)).build())) {
            // Platter answers everything, on a busy machine only later.
            return column("Platter", server.unix(), Duration.ofMinutes(1));
        }
    }
}

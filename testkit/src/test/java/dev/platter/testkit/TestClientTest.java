// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Registration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestClientTest {
    private final List<String> events = new ArrayList<>();
    private final TestClient client = TestClient.anybody();

    @Test
    void tasksRunOnceWhenTheClientLeaves() {
        client.asReadOnly().whenGone(() -> events.add("told"));
        assertFalse(client.isGone());

        client.withExportName("other").disconnect();
        client.disconnect();

        assertTrue(client.isGone());
        assertEquals(List.of("told"), events);
    }

    @Test
    void aTaskForAClientThatHasLeftRunsAtOnce() {
        client.disconnect();

        client.whenGone(() -> events.add("told"));

        assertEquals(List.of("told"), events);
    }

    @Test
    void tasksThatAreNotTakenBackAreCounted() {
        try (Registration _ = client.whenGone(() -> events.add("taken back"))) {
            assertEquals(1, client.awaited());
        }
        assertEquals(0, client.awaited());

        client.disconnect();

        assertEquals(List.of(), events);
    }
}

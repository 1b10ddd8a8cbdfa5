// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.server.definition.AccessRules.UnixAccount;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnixNamesTest {
    private final Map<String, Long> system = new HashMap<>(Map.of("alice", 1000L));
    private int asked;

    private final UnixNames names = new UnixNames(question -> {
        asked++;
        return system.getOrDefault(question.name(), UnixNames.UNKNOWN);
    });

    private boolean isAmong(long number, String... those) {
        return names.isAmong(number, Stream.of(those).map(UnixAccount::new).toList(), UnixNames.Kind.USER);
    }

    @Test
    void aUserMatchesByNameOrByNumber() {
        assertTrue(isAmong(1000, "alice"));
        assertTrue(isAmong(1000, "7", "1000"));
        assertFalse(isAmong(1001, "alice", "1000"));
    }

    @Test
    void theSystemIsAskedOnce() {
        assertTrue(isAmong(1000, "alice"));
        assertTrue(isAmong(1000, "alice"));
        assertEquals(1, asked);
    }

    @Test
    void aUserAddedLaterIsFound() {
        assertFalse(isAmong(1001, "bob"));
        system.put("bob", 1001L);
        assertTrue(isAmong(1001, "bob"));
    }
}

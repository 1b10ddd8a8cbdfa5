// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.policy.ConnectionLimits;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The places that a server has for connections. */
class PlacesTest {
    private static final Places.Guest HERE = new Places.Guest(Optional.of("10.0.0.1"), Optional.empty());
    private static final Places.Guest THERE = new Places.Guest(Optional.of("10.0.0.2"), Optional.empty());
    private static final Places.Guest ROOT = new Places.Guest(Optional.empty(), Optional.of(0));
    private static final Places.Guest USER = new Places.Guest(Optional.empty(), Optional.of(1000));

    @Test
    void clientBeyondTheLimitIsTurnedAwayUntilOneLeaves() {
        Places places = places(2, 0, 0);
        assertTrue(places.enter(HERE).isEmpty());
        assertTrue(places.enter(ROOT).isEmpty());
        assertEquals(
                Optional.of("the server has 2 connections, and may have 2: raise max-connections in [limits], or the"
                        + " limit of open files (ulimit -n)"),
                places.enter(THERE));
        places.leave(ROOT);
        assertTrue(places.enter(THERE).isEmpty());
    }

    @Test
    void anAddressHasItsOwnPlaces() {
        Places places = places(0, 1, 0);
        assertTrue(places.enter(HERE).isEmpty());
        assertTrue(places.enter(HERE).orElse("").contains("10.0.0.1 has 1 connections"));
        assertTrue(places.enter(THERE).isEmpty());
        assertTrue(places.enter(ROOT).isEmpty());
        places.leave(HERE);
        assertTrue(places.enter(HERE).isEmpty());
    }

    @Test
    void aUserHasItsOwnPlaces() {
        Places places = places(0, 0, 1);
        assertTrue(places.enter(USER).isEmpty());
        assertTrue(places.enter(USER).orElse("").contains("user 1000 has 1 connections"));
        assertTrue(places.enter(ROOT).isEmpty());
        assertTrue(places.enter(HERE).isEmpty());
    }

    private static Places places(int all, int perAddress, int perUser) {
        return new Places(new ConnectionLimits(limit(all), limit(perAddress), limit(perUser)));
    }

    private static Optional<Integer> limit(int number) {
        return number == 0 ? Optional.empty() : Optional.of(number);
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlightTest {
    private final List<IOException> told = new ArrayList<>();
    private final Flight flight = new Flight(2, 64, told::add);

    @Test
    void nothingEntersAfterAFailureAndTheFirstIsThrown() throws IOException {
        IOException first = new IOException("first");
        assertTrue(flight.enter());
        assertTrue(flight.enter());
        flight.leave(first);
        flight.leave(new IOException("second"));
        assertFalse(flight.enter());
        assertSame(first, assertThrows(IOException.class, flight::land));
        assertEquals(List.of(first), told);
    }

    @Test
    void failureOfThePlanWaitsForTheBlocksUnderWay() throws IOException {
        IOException unknown = new IOException("no extents");
        Plan plan = new Plan(
                _ -> {
                    throw unknown;
                },
                0,
                100,
                1,
                64);
        assertEquals(Optional.empty(), flight.next(plan));
        assertSame(unknown, assertThrows(IOException.class, flight::land));
    }

    @Test
    void buffersAreUsedAgain() {
        ByteBuffer buffer = flight.buffer();
        flight.give(buffer.limit(3));
        assertSame(buffer, flight.buffer());
        assertEquals(64, buffer.remaining());
    }
}

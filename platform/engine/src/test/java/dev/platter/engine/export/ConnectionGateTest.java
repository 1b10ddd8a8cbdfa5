// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lets in one connection at a time, in the order in which they come. */
class ConnectionGateTest {
    private final List<String> in = new ArrayList<>();
    private final ConnectionGate gate = new ConnectionGate();

    @Test
    void theNextConnectionIsAdmittedWhenTheOneBeforeHasLeft() {
        gate.enter(() -> in.add("one"));
        gate.enter(() -> in.add("two"));
        gate.enter(() -> in.add("three"));
        assertEquals(List.of("one"), in);
        gate.leave();
        assertEquals(List.of("one", "two"), in);
        gate.leave();
        gate.leave();
        gate.enter(() -> in.add("four"));
        assertEquals(List.of("one", "two", "three", "four"), in);
    }
}

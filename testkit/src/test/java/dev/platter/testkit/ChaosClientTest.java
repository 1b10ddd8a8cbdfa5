// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ChaosClientTest {
    private static int run(FakeDisk disk, long seed, long from, long to) throws IOException {
        try (Served served = Served.of(disk.plugin())) {
            return new ChaosClient(served.uri(), seed, from, to).run(40);
        }
    }

    @Test
    void someVisitsBreakOffInTheHandshake() throws IOException {
        FakeDisk disk = FakeDisk.of(1 << 20);

        int entered = run(disk, 7, 0, 0);

        assertTrue(entered > 0 && entered < 40, entered + " of 40 came as far as transmission");
        assertEquals(disk.count(FakeDisk.Method.OPEN), disk.count(FakeDisk.Method.CLOSE));
    }

    @Test
    void theClientWritesOnlyInItsRange() throws IOException {
        FakeDisk disk = FakeDisk.of(1 << 20);

        run(disk, 8, 4096, 8192);

        assertTrue(disk.count(FakeDisk.Method.WRITE) > 0);
        assertTrue(disk.calls().stream()
                .filter(call -> call.method() == FakeDisk.Method.WRITE || call.method() == FakeDisk.Method.ZERO)
                .allMatch(call -> call.offset() >= 4096 && call.offset() + call.length() <= 8192));
    }
}

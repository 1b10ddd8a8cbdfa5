// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.ForwardingAsyncDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plain or asynchronous disk is used through calls that complete before they return. */
class SynchronousDiskTest {
    private final NotedDisk disk = new NotedDisk();
    private final List<String> told = new ArrayList<>();
    private final Completion completion = new Completion() {
        @Override
        public void succeeded() {
            told.add("succeeded");
        }

        @Override
        public void failed(IOException error) {
            told.add("failed: " + error.getMessage());
        }
    };

    @Test
    void aPlainDiskIsCalledAndThenCompleted() {
        AsyncDisk called = SynchronousDisk.completingOnReturn(disk);
        assertTrue(called.completesOnReturn());
        called.flush(completion);
        assertEquals(List.of("flush"), disk.calls);
        assertEquals(List.of("succeeded"), told);
    }

    @Test
    void anAsynchronousDiskIsWaitedFor() throws InterruptedException {
        AsyncDisk later = new ForwardingAsyncDisk(disk) {
            @Override
            public void flush(Completion end) {
                Thread.ofVirtual().start(() -> end.failed(new IOException("later")));
            }

            @Override
            public boolean completesOnReturn() {
                return false;
            }
        };
        AsyncDisk called = SynchronousDisk.completingOnReturn(later);
        called.flush(completion);
        assertEquals(List.of("failed: later"), told, "it was there when the call returned");
    }
}

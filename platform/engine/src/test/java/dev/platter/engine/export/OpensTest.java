// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Calls that open a disk and do not return. */
class OpensTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final Opens opens = new Opens(now::get);

    @Test
    void callsOfClientsThatStillWaitDoNotHangAtOnce() throws Exception {
        begin(3);
        assertDoesNotThrow(() -> opens.begin(client(), 2));
    }

    @Test
    void callsWhoseClientsHaveGoneHang() throws Exception {
        begin(2);
        gone.set(true);
        String refusal = assertThrows(DiskException.class, () -> opens.begin(client(), 2))
                .getMessage();
        assertEquals(
                "2 clients wait in vain for the plugin to open the disk, and 2 may: try again when its storage answers,"
                        + " or raise max-hanging-opens",
                refusal);
    }

    @Test
    void callsThatLastLongHang() throws Exception {
        begin(2);
        now.addAndGet(Opens.PATIENCE.toNanos());
        assertThrows(DiskException.class, () -> opens.begin(client(), 2));
    }

    @Test
    void aCallThatReturnsMakesRoom() throws Exception {
        Opens.Call first = opens.begin(client(), 2);
        begin(1);
        gone.set(true);
        first.close();
        assertDoesNotThrow(() -> opens.begin(client(), 2));
    }

    private void begin(int calls) throws DiskException {
        for (int i = 0; i < calls; i++) {
            opens.begin(client(), calls);
        }
    }

    /** A client of which nothing is asked but whether it has gone. */
    private Client client() {
        return (Client) Proxy.newProxyInstance(
                OpensTest.class.getClassLoader(), new Class<?>[] {Client.class}, (_, method, _) -> {
                    assertEquals("isGone", method.getName());
                    return gone.get();
                });
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** When a thing is opened and closed that several users have. */
class SharedTableTest {
    private final SharedTable<Thing> table = new SharedTable<>();

    private static final class Thing implements AutoCloseable {
        private int closed;

        @Override
        public void close() {
            closed++;
        }
    }

    @Test
    void itIsClosedAfterTheLastUser() throws IOException {
        SharedTable<Thing>.Lease one = table.take("a", Thing::new);
        SharedTable<Thing>.Lease other = table.take("a", Thing::new);
        SharedTable<Thing>.Lease third = one.share();
        assertSame(one.value(), other.value());

        one.close();
        other.close();
        assertEquals(0, third.value().closed);
        third.close();

        assertEquals(1, third.value().closed);
        assertNotSame(one.value(), table.take("a", Thing::new).value());
    }

    @Test
    void whatCouldNotBeOpenedIsTriedAgain() throws IOException {
        assertThrows(
                IOException.class,
                () -> table.take("a", () -> {
                    throw new IOException("not now");
                }));

        assertEquals(0, table.take("a", Thing::new).value().closed);
    }

    @Test
    void whatIsForgottenStaysWithThoseWhoHaveIt() throws IOException {
        SharedTable<Thing>.Lease old = table.take("a", Thing::new);
        SharedTable<Thing>.Lease older = old.share();

        table.forget(old);
        SharedTable<Thing>.Lease anew = table.take("a", Thing::new);
        old.close();

        assertNotSame(old.value(), anew.value());
        assertEquals(0, old.value().closed);
        older.close();
        assertEquals(1, old.value().closed);
        assertEquals(0, anew.value().closed);
    }
}

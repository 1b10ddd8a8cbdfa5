// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each context of a request has a list of extents, and later requests use the lists again. */
class ContextExtentsTest {
    private final ContextExtents extents = new ContextExtents();

    @Test
    void eachContextHasItsOwnList() {
        extents.begin(List.of(new MetaContext(7, "a"), new MetaContext(9, "b")));
        assertEquals("a", extents.nextName());
        extents.next(0, 10, false).add(0, 10, 1);
        assertFalse(extents.hasEmpty());
        assertTrue(extents.hasNext());
        assertEquals("b", extents.nextName());
        ExtentList second = extents.next(0, 10, false);
        assertTrue(extents.hasEmpty());
        second.add(0, 10, 2);
        assertFalse(extents.hasNext());
        assertEquals(2, extents.count());
        assertEquals(9, extents.id(1));
        assertEquals(2, extents.get(1).status(0));
    }

    @Test
    void listsAreUsedAgain() {
        extents.begin(List.of(new MetaContext(7, "a")));
        ExtentList list = extents.next(0, 10, false);
        list.add(0, 10, 1);
        extents.begin(List.of(new MetaContext(7, "a")));
        assertEquals(0, extents.count());
        assertSame(list, extents.next(0, 10, false));
        assertTrue(extents.hasEmpty());
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NodeTest {
    private final Node node = new Node();

    @Test
    void theFirstChildAtAPlaceStays() {
        assertSame("first", node.put(5, "first"));
        assertSame("first", node.put(5, "second"));
        assertSame("first", node.get(5));
    }

    @Test
    void onlyTheNamedChildIsRemoved() {
        node.put(5, "child");
        assertFalse(node.remove(5, "other"));
        assertTrue(node.remove(5, "child"));
        assertFalse(node.remove(5, "child"));
        assertNull(node.get(5));
    }

    @Test
    void aNodeWithAChildIsNotFrozenAsEmpty() {
        node.put(5, "child");
        node.put(5, "a second child");
        assertFalse(node.freezeIfEmpty());
        assertSame("child", node.take(5));
        assertTrue(node.freezeIfEmpty());
        assertFalse(node.freezeIfEmpty(), "only one caller is told to unlink it");
    }

    @Test
    void aFrozenNodeTakesNoChild() {
        node.freezeIfEmpty();
        assertFalse(node.reserve());
        assertNull(node.put(5, "child"));
        assertNull(node.get(5));
    }

    @Test
    void aNodeFrozenWithChildrenTakesNoOther() {
        node.put(5, "child");
        node.freeze();
        assertTrue(node.isFrozen());
        assertNull(node.put(6, "other"));
        assertNull(node.get(6));
        assertSame("child", node.take(5));
        assertFalse(node.freezeIfEmpty());
    }

    @Test
    void aNodeThatIsAboutToGetAChildIsNotEmpty() {
        assertTrue(node.reserve());
        assertFalse(node.freezeIfEmpty());
        assertSame("child", node.putReserved(5, "child"));
    }

    @Test
    void aChildPutIntoAFrozenNodeIsTakenBack() {
        assertTrue(node.reserve());
        node.freeze();
        assertNull(node.take(5));
        assertNull(node.putReserved(5, "child"));
        assertNull(node.get(5));
    }
}

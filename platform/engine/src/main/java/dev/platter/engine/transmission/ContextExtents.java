// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import java.util.ArrayList;
import java.util.List;

/**
 * The extents of each metadata context that a block status asks for, one context after the other. Reused for the next
 * request.
 */
final class ContextExtents {
    private final List<ExtentList> lists = new ArrayList<>(1);
    private List<MetaContext> contexts = List.of();
    private int asked;

    /** Starts over for a new request. */
    void begin(List<MetaContext> of) {
        contexts = of;
        asked = 0;
    }

    /** Whether there is a context that the disk was not asked for yet. */
    boolean hasNext() {
        return asked < contexts.size();
    }

    /** The name of the context to ask for next. */
    String nextName() {
        return contexts.get(asked).name();
    }

    /** An empty list for the extents of the next context. */
    ExtentList next(long offset, long length, boolean one) {
        if (asked == lists.size()) {
            lists.add(new ExtentList());
        }
        ExtentList list = lists.get(asked++);
        list.begin(offset, length, one);
        return list;
    }

    /** Whether the disk was asked for a context and has reported no extents of it. */
    boolean hasEmpty() {
        for (int i = 0; i < asked; i++) {
            if (lists.get(i).count() == 0) {
                return true;
            }
        }
        return false;
    }

    /** The number of contexts that the disk was asked for. */
    int count() {
        return asked;
    }

    /** The number that identifies a context in replies. */
    int id(int index) {
        return contexts.get(index).id();
    }

    ExtentList get(int index) {
        return lists.get(index);
    }
}

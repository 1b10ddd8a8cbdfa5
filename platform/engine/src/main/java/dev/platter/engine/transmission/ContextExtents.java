// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import java.util.ArrayList;
import java.util.List;

/** The extents of each metadata context that a block status asks for, one context after the other. Used again. */
final class ContextExtents {
    private final List<ExtentList> lists = new ArrayList<>(1);
    private List<MetaContext> contexts = List.of();
    private int asked;

    /** Begins anew. */
    void begin(List<MetaContext> of) {
        contexts = of;
        asked = 0;
    }

    /** Whether there is a context that was not asked for yet. */
    boolean hasNext() {
        return asked < contexts.size();
    }

    /** The name of the context to ask for next. */
    String nextName() {
        return contexts.get(asked).name();
    }

    /** An empty list for the extents of that context. */
    ExtentList next(long offset, long length, boolean one) {
        if (asked == lists.size()) {
            lists.add(new ExtentList());
        }
        ExtentList list = lists.get(asked++);
        list.begin(offset, length, one);
        return list;
    }

    /** Whether a context was asked for, and the disk has told nothing. */
    boolean hasEmpty() {
        for (int i = 0; i < asked; i++) {
            if (lists.get(i).count() == 0) {
                return true;
            }
        }
        return false;
    }

    /** How many contexts were asked for. */
    int count() {
        return asked;
    }

    /** The number that stands for a context in replies. */
    int id(int index) {
        return contexts.get(index).id();
    }

    ExtentList get(int index) {
        return lists.get(index);
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cacheextents;

import org.jspecify.annotations.Nullable;

/**
 * The extents that were reported last, as long as nothing changes them. Any thread may call it.
 *
 * <p>A change forgets them when it begins and when it ends. What was asked before a change, or during one, and is answered later is not
 * kept: nobody knows whether the answer is from before the change or from after it.
 */
final class LastExtents {
    private @Nullable KnownExtents known;
    private long changes;
    private int underWay;

    /** What is known; empty where nothing is. */
    synchronized KnownExtents known() {
        return known == null ? KnownExtents.NONE : known;
    }

    /** A number for {@link #keep}: how many changes there were before a question. */
    synchronized long asking() {
        return changes;
    }

    /** Keeps an answer, unless something has changed since the question. */
    synchronized void keep(KnownExtents answer, long asked) {
        if (changes == asked && underWay == 0) {
            known = answer;
        }
    }

    synchronized void changeBegins() {
        forget();
        underWay++;
    }

    synchronized void changeEnds() {
        forget();
        underWay--;
    }

    private void forget() {
        changes++;
        known = null;
    }
}

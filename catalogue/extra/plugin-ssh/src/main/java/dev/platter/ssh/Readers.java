// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import dev.platter.ahead.ReadAhead;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What was fetched ahead for all clients of a file, so that a write of one is seen by the others. Safe for use by several threads. */
final class Readers {
    private final Set<ReadAhead> all = ConcurrentHashMap.newKeySet();

    void add(ReadAhead one) {
        all.add(one);
    }

    void remove(ReadAhead one) {
        all.remove(one);
    }

    /** A write to a range has ended, and its client does not know yet. */
    void forget(long offset, long length) {
        all.forEach(one -> one.forget(offset, length));
    }
}

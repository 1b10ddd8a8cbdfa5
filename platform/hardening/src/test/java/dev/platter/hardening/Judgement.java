// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import java.util.function.Supplier;

/** What is demanded of a server. */
final class Judgement {
    private Judgement() {}

    static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise.get());
        }
    }
}

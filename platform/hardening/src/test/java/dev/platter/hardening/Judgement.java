// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import java.util.function.Supplier;

/** The assertion with which the judges state what a server must do. */
final class Judgement {
    private Judgement() {}

    static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise.get());
        }
    }
}

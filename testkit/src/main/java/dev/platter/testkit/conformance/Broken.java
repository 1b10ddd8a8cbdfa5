// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import java.util.function.Supplier;

/** Reports that a property does not hold. */
final class Broken extends AssertionError {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
        super(message);
    }

    static void unless(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new Broken(otherwise.get());
        }
    }
}

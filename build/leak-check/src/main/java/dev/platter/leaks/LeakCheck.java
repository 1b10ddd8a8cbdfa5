// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.leaks;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the tests of a module if a buffer was lost in any of them. It is there as soon as this module is among the
 * dependencies; no test has to name it.
 *
 * <p>A leak is seen when the garbage collector finds a buffer that nobody has released, so it cannot be told which test has
 * lost it; but at the level {@code paranoid}, which the build sets, the report says where the buffer went.
 */
public final class LeakCheck implements BeforeAllCallback {
    /** For JUnit, which finds it by itself. */
    public LeakCheck() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(LeakCheck.class))
                .computeIfAbsent(LeakReports.class, key -> LeakReports.collect(), LeakReports.class);
    }
}

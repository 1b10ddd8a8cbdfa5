// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.leaks;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the tests of a module if any of them has lost a buffer. A dependency on this module is enough; no test has to
 * name it.
 *
 * <p>A leak is seen when the garbage collector finds a buffer that was not released, so the report cannot name the test
 * that has lost it; but at the level {@code paranoid}, which the build sets, no buffer escapes it, and it shows where the buffer
 * was made. With {@code -DleakRecords=30} it also shows where the buffer went.
 */
public final class LeakCheck implements BeforeAllCallback {
    /** Called by JUnit. */
    public LeakCheck() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(LeakCheck.class))
                .computeIfAbsent(LeakReports.class, key -> LeakReports.collect(), LeakReports.class);
    }
}

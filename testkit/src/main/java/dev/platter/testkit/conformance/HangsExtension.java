// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Gives each test the hangs of all tests of this run. */
final class HangsExtension implements BeforeEachCallback {
    private Hangs hangs = new Hangs();

    @Override
    public void beforeEach(ExtensionContext context) {
        hangs = context.getRoot()
                .getStore(Namespace.create(HangsExtension.class))
                .computeIfAbsent(Hangs.class, _ -> new Hangs(), Hangs.class);
    }

    Hangs hangs() {
        return hangs;
    }
}

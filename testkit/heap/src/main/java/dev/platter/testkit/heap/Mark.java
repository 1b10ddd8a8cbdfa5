// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.heap;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** Leads to a class loader in a dump, where nothing else identifies it. Only one exists at a time. */
final class Mark extends WeakReference<ClassLoader> {
    Mark(@Nullable ClassLoader loader) {
        super(loader);
    }
}

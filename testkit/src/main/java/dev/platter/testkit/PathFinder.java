// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import java.lang.ref.WeakReference;

/**
 * Finds what holds a class loader. {@link LoaderWatch} uses the first implementation that
 * {@link java.util.ServiceLoader} finds; {@code platter-testkit-heap} has one.
 */
public interface PathFinder {
    /**
     * Finds the shortest path from a root of the garbage collector to a class loader.
     *
     * @param loader refers to the class loader
     * @return lines for people: the root, and each reference from there; or one line that says why there are none
     */
    String pathTo(WeakReference<ClassLoader> loader);
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import java.lang.ref.WeakReference;

/**
 * Finds out what holds a class loader. {@link LoaderWatch} asks the first one that {@link java.util.ServiceLoader} finds;
 * {@code platter-testkit-heap} has one.
 */
public interface PathFinder {
    /**
     * Looks for the shortest way from a root of the garbage collector to a class loader.
     *
     * @param loader refers to it
     * @return lines for people: the root, and each reference from there; or one that says why there are none
     */
    String pathTo(WeakReference<ClassLoader> loader);
}

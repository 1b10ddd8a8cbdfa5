// SPDX-License-Identifier: BSD-3-Clause
/**
 * Ceph's libraries as Java sees them: {@link dev.platter.rbd.library.Cluster} is librados, {@link
 * dev.platter.rbd.library.Image} librbd. Nothing outside of this package knows an address of theirs.
 */
@NullMarked
package dev.platter.rbd.library;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: BSD-3-Clause
/**
 * A layer of a container image, fetched from its registry. {@link dev.platter.cdi.CdiPlugin} has a {@code Registry} asked for the manifest, and
 * for the layer, which it unpacks into a file.
 */
@NullMarked
package dev.platter.cdi;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: BSD-3-Clause
/**
 * The deploy folder, into which administrators put bundles. This package watches and reads it; the server decides what becomes
 * of a bundle.
 */
@NullMarked
package dev.platter.host.deploy;

import org.jspecify.annotations.NullMarked;

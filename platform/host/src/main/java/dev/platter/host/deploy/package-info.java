// SPDX-License-Identifier: BSD-3-Clause
/**
 * The folder into which people drop bundles. It is watched and read here; what becomes of a bundle is decided by whoever
 * serves.
 */
@NullMarked
package dev.platter.host.deploy;

import org.jspecify.annotations.NullMarked;

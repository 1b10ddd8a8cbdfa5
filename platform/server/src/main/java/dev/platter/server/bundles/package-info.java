// SPDX-License-Identifier: BSD-3-Clause
/** The bundles that exports are made of: those of the installation, and those deployed into a running server. */
@NullMarked
package dev.platter.server.bundles;

import org.jspecify.annotations.NullMarked;

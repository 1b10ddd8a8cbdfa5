// SPDX-License-Identifier: BSD-3-Clause
/** Tests that the plugins for languages have in common. */
@NullMarked
package dev.platter.testkit.scripts;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: BSD-3-Clause
/** How faults of a plugin or filter are described to people. */
@NullMarked
package dev.platter.engine.faults;

import org.jspecify.annotations.NullMarked;

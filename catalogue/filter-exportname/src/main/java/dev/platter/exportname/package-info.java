// SPDX-License-Identifier: BSD-3-Clause
/** Changes which exports clients see, by which names, and with what descriptions. */
@NullMarked
package dev.platter.exportname;

import org.jspecify.annotations.NullMarked;

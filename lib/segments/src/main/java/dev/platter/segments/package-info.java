// SPDX-License-Identifier: BSD-3-Clause
/** One disk made of ranges of others. Each bundle that needs it embeds its own copy of this package. */
@NullMarked
package dev.platter.segments;

import org.jspecify.annotations.NullMarked;

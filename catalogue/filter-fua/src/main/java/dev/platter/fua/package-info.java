// SPDX-License-Identifier: BSD-3-Clause
/** Other ways of honouring FUA and flushes. */
@NullMarked
package dev.platter.fua;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: BSD-3-Clause
/** Delays requests as a disk that turns does, by where its heads are. */
@NullMarked
package dev.platter.spinning;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: BSD-3-Clause
/** What a server offers to clients that connect, as far as its administrator chooses. */
@NullMarked
package dev.platter.engine.policy;

import org.jspecify.annotations.NullMarked;

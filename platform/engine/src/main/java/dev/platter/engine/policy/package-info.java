// SPDX-License-Identifier: BSD-3-Clause
/** What a server offers to clients that connect, as far as its administrator can choose. */
@NullMarked
package dev.platter.engine.policy;

import org.jspecify.annotations.NullMarked;

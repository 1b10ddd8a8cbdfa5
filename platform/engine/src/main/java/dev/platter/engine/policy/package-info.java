// SPDX-License-Identifier: BSD-3-Clause
/** What a server offers to whoever connects, as far as that is for its keeper to choose. */
@NullMarked
package dev.platter.engine.policy;

import org.jspecify.annotations.NullMarked;

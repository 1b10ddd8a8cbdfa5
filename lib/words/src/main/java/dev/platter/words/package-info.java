// SPDX-License-Identifier: BSD-3-Clause
/** Words of messages that several bundles have in common. Each embeds its own copy of this package. */
@NullMarked
package dev.platter.words;

import org.jspecify.annotations.NullMarked;

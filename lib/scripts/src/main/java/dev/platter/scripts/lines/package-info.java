// SPDX-License-Identifier: BSD-3-Clause
/** What scripts answer in lines of words. It stands alone, so a bundle that runs scripts in another way embeds nothing else. */
@NullMarked
package dev.platter.scripts.lines;

import org.jspecify.annotations.NullMarked;

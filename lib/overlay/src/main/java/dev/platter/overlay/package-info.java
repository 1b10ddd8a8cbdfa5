// SPDX-License-Identifier: BSD-3-Clause
/**
 * A part of a disk that is kept in memory: its bytes in {@link dev.platter.overlay.OverlayMemory}, which pages these are in {@link
 * dev.platter.overlay.PageSet}, and what keeps two changes of a page apart in {@link dev.platter.overlay.PageLocks}.
 */
@NullMarked
package dev.platter.overlay;

import org.jspecify.annotations.NullMarked;

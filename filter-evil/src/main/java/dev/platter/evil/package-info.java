// SPDX-License-Identifier: BSD-3-Clause
/** A disk that lies about its contents, so that whatever keeps checksums can be seen to notice. */
@NullMarked
package dev.platter.evil;

import org.jspecify.annotations.NullMarked;

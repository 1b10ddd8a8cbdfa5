// SPDX-License-Identifier: BSD-3-Clause
/** Work on folders of the server's own. */
@NullMarked
package dev.platter.engine.files;

import org.jspecify.annotations.NullMarked;

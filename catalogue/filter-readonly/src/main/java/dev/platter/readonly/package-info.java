// SPDX-License-Identifier: BSD-3-Clause
/** Protects a disk from writes, always or while a file exists. */
@NullMarked
package dev.platter.readonly;

import org.jspecify.annotations.NullMarked;

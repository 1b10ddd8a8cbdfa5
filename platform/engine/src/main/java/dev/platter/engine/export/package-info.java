// SPDX-License-Identifier: BSD-3-Clause
/**
 * What the server serves: plugins with filters in front of them ({@link dev.platter.engine.export.Chain}), and the names
 * under which clients find them ({@link dev.platter.engine.export.Exports}). Does not use sockets.
 */
@NullMarked
package dev.platter.engine.export;

import org.jspecify.annotations.NullMarked;

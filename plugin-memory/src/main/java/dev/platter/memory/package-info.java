// SPDX-License-Identifier: BSD-3-Clause
/**
 * A disk in memory. {@link dev.platter.memory.MemoryPlugin} is what the server loads; a
 * {@link dev.platter.memory.Memory} holds the bytes, in one of three ways: {@link dev.platter.memory.SparseMemory} (the
 * default), {@link dev.platter.memory.FlatMemory} and {@link dev.platter.memory.ZstdMemory}.
 */
@NullMarked
package dev.platter.memory;

import org.jspecify.annotations.NullMarked;

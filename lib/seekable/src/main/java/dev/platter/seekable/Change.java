// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.nio.ByteBuffer;

/**
 * Bytes of the compressed file to be overwritten.
 *
 * @param position of the first one, in the compressed file
 * @param bytes from position to limit; nobody moves these
 */
public record Change(long position, ByteBuffer bytes) {}

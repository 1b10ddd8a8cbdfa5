// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

/**
 * A part of a disk that is copied at once.
 *
 * @param offset where it begins, in bytes
 * @param length in bytes, at least 1; of data not more than a request's
 * @param zeroes whether it is known to be zeroes, so that it need not be read
 */
record Block(long offset, long length, boolean zeroes) {}

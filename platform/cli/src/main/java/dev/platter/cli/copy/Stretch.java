// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

/**
 * What lies at an offset of a disk.
 *
 * @param length how far it reaches at least, in bytes, at least 1
 * @param zeroes whether it is known to be zeroes; otherwise it may be anything
 */
record Stretch(long length, boolean zeroes) {}

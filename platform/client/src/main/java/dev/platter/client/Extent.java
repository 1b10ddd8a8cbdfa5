// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

/**
 * A run of bytes with one status in a metadata context.
 *
 * @param offset where it begins, in bytes
 * @param length in bytes, at least 1; the last one of a reply may reach beyond the request
 * @param status what the context makes of it, for {@code base:allocation} see {@link dev.platter.nbd.BlockStatus}
 */
public record Extent(long offset, long length, long status) {}

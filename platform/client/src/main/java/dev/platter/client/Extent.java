// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

/**
 * A run of bytes with one status in a metadata context.
 *
 * @param offset where it begins, in bytes
 * @param length in bytes, at least 1; the last extent of a reply may reach beyond the request
 * @param status its meaning depends on the context; for {@code base:allocation} see {@link dev.platter.nbd.BlockStatus}
 */
public record Extent(long offset, long length, long status) {}

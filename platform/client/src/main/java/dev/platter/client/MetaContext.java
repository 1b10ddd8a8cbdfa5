// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

/**
 * A metadata context of an export, for example {@code base:allocation}.
 *
 * @param id its number in the server's replies, on this connection and until contexts are chosen again; unsigned
 * @param name its name
 */
public record MetaContext(int id, String name) {}

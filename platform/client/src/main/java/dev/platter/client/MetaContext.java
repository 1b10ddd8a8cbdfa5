// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

/**
 * A metadata context of an export, for example {@code base:allocation}.
 *
 * @param id what the server calls it in its replies, on this connection and until contexts are chosen again; unsigned
 * @param name its name
 */
public record MetaContext(int id, String name) {}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

/**
 * An export in a server's list.
 *
 * @param name its name
 * @param description the server's description of it, often empty
 */
public record ListedExport(String name, String description) {}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

/**
 * A property of a driver.
 *
 * @param name as users write it
 * @param type of its value
 * @param settable whether users may set it
 */
public record Property(String name, PropertyType type, boolean settable) {}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

/**
 * What {@code verify} has found.
 *
 * @param position where the damaged part begins in the compressed file, in bytes
 * @param length its length, in bytes: the damage is somewhere in it
 * @param message a sentence
 */
public record Damage(long position, long length, String message) {}

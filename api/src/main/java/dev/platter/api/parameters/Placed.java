// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api.parameters;

/**
 * A value of a parameter, with its place among all parameters of the plugin or filter: for parameters that hold for those after
 * them, as in {@code partitioning boot.img mbr-id=0x82 swap.img}. It is the element of a {@link java.util.List}:
 *
 * {@snippet :
 * public record Config(
 *         @Parameter(magic = true, help = "A file.") List<Placed<Path>> file,
 *         @Parameter(help = "The type of the files after it.") List<Placed<Integer>> type) {}
 * }
 *
 * @param place how many parameters were written before it, of any key; a place has one parameter
 * @param value the value
 * @param <T> the type of the value, one of those that a parameter can have
 * @since 0.1
 */
public record Placed<T>(int place, T value) {}

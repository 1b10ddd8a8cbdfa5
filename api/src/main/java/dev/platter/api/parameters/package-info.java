// SPDX-License-Identifier: BSD-3-Clause
/**
 * How a plugin or filter says which parameters it takes: one record, whose components are the parameters.
 *
 * {@snippet :
 * public record Config(
 *         @Parameter(magic = true, help = "virtual size of the disk") Size size,
 *         @Parameter(defaultValue = "false", help = "fill it with a pattern") boolean pattern,
 *         @Parameter(help = "where to log") Optional<Path> log) {}
 * }
 *
 * <p>The record is the schema. Parsing, error messages, {@code --help}, {@code --dump-plugin}, the manual page's list
 * of parameters and completion all come from it.
 *
 * <ul>
 *   <li>A component {@code numQueues} is written {@code num-queues=4}.
 *   <li>A component without a default must be given, unless it is an {@link java.util.Optional} or a
 *       {@link java.util.List}. A default is written as a user would write it, and is read in the same way.
 *   <li>A {@link java.util.List} takes a key that is repeated, {@code cpu=1 cpu=3}, each time one element; the order is
 *       kept, and nothing is split at commas. Without the key it is empty, or has the default as its only element. Any
 *       other key can be given once. Where the order among several keys matters, it is a list of
 *       {@link dev.platter.api.parameters.Placed}.
 *   <li>Parameters that come again and again, such as the same three for each kind of request, are a record of their own: see
 *       {@link dev.platter.api.parameters.ParameterGroup}.
 *   <li>The record's compact constructor checks what depends on several parameters, and throws
 *       {@link dev.platter.api.parameters.ParameterException}.
 *   <li>A relative path begins at the folder of the text that has it: the working folder of a command line, or the
 *       folder of a configuration file. It is absolute when the record is made, so that the server may change its
 *       working folder. The same holds for the file of a {@link dev.platter.api.parameters.Secret} and for
 *       {@link dev.platter.api.parameters.KeyValue#path}.
 * </ul>
 *
 * <h2>Types</h2>
 *
 * <ul>
 *   <li>{@code boolean}: {@code true}, {@code t}, {@code yes}, {@code y}, {@code on}, {@code 1} and their opposites.
 *   <li>{@code int} and {@code long}: decimal, octal after {@code 0}, hexadecimal after {@code 0x};
 *       within {@link dev.platter.api.parameters.Parameter#min} and {@link dev.platter.api.parameters.Parameter#max}.
 *       {@code double}: {@code 3}, {@code 0.25}, {@code 1e-6}.
 *   <li>{@link java.lang.String}, as it is.
 *   <li>Enums: a constant {@code WRITE_BACK} is written {@code write-back}.
 *   <li>{@link java.time.Duration}: a number of seconds, {@code 10} or {@code 0.5}; or a number and a unit, of
 *       {@code d}, {@code h}, {@code min}, {@code s}, {@code ms}, {@code us} (also {@code μs}) and {@code ns}, as in
 *       {@code 500ms}. Not negative; up to 292 years.
 *   <li>{@link java.nio.file.Path}, not empty; and {@link java.net.URI}.
 *   <li>{@link dev.platter.api.parameters.Size}, {@link dev.platter.api.parameters.Probability},
 *       {@link dev.platter.api.parameters.Region} and {@link dev.platter.api.parameters.Secret}.
 *   <li>Any type of the author's with a method {@code public static T parse(String text)} which throws
 *       {@link java.lang.IllegalArgumentException} with a sentence; or {@code parse(String text, Path folder)}, which
 *       is told the absolute folder that relative paths begin at.
 * </ul>
 */
@NullMarked
@Version("1.0.0")
package dev.platter.api.parameters;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

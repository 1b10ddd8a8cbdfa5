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
 *       {@link java.util.List}. A list takes a key that is repeated; the order is kept.
 *   <li>Types: {@code boolean}, {@code int}, {@code long}, {@code double}, {@link java.lang.String}, enums (written in
 *       lower case with dashes), {@link java.time.Duration}, {@link java.nio.file.Path} (absolute when the record is
 *       made, relative ones having been resolved against the folder of whoever wrote them), {@link java.net.URI},
 *       {@link dev.platter.api.parameters.Size}, {@link dev.platter.api.parameters.Probability},
 *       {@link dev.platter.api.parameters.Region}, {@link dev.platter.api.parameters.Secret}; and any type of the
 *       author's own that has a method {@code public static T parse(String text)} which throws
 *       {@link java.lang.IllegalArgumentException} with a sentence.
 *   <li>What depends on several parameters is checked in the record's compact constructor, which throws
 *       {@link dev.platter.api.parameters.ParameterException}.
 * </ul>
 */
@NullMarked
@Version("0.1.0")
package dev.platter.api.parameters;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

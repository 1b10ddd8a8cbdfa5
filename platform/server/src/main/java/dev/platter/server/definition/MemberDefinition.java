// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import java.nio.file.Path;
import java.util.List;

/**
 * A plugin or filter of an export. Each kind is a table, key by key.
 *
 * <p>The string form is the reference alone, since a parameter may be a password.
 */
public sealed interface MemberDefinition {
    /**
     * The reference to the bundle.
     *
     * @return the reference
     */
    BundleReference use();

    /**
     * The parameters.
     *
     * @return the parameters in written order; a key may occur repeatedly. Relative paths begin at the file's folder, so the
     *     same words in a file elsewhere are a different definition
     */
    List<KeyValue> parameters();

    /**
     * The reference to the bundle, as text.
     *
     * @return a name, {@code name@version}, {@code name@range}, or the absolute path of a jar
     */
    default String reference() {
        return use().text();
    }

    /**
     * A plugin.
     *
     * @param use the reference to the bundle
     * @param parameters its parameters
     */
    record Plugin(
            @Parameter(
                    example = "memory",
                    help = "Which plugin: `\"memory\"`, its newest version; `\"memory@1.2\"`, any 1.2.x;"
                            + " `\"memory@[1.0,2)\"`, a range; or the path of a jar.")
            BundleReference use,

            @Parameter(
                    whenAbsent = "none",
                    example = "size=1G",
                    help = "A table of the plugin's parameters (`platter PLUGIN --help` lists them). Values are"
                            + " strings, numbers, `true` and `false`. An array stands for a repeated key. The order"
                            + " is kept.")
            List<KeyValue> parameters)
            implements MemberDefinition {
        /** Copies the list. */
        public Plugin {
            parameters = List.copyOf(parameters);
        }

        /**
         * A plugin.
         *
         * @param reference a name, or the absolute path of a jar
         * @param parameters its parameters
         */
        public Plugin(String reference, List<KeyValue> parameters) {
            this(new BundleReference(reference), parameters);
        }

        @Override
        public String toString() {
            return reference();
        }
    }

    /**
     * A filter.
     *
     * @param use the reference to the bundle
     * @param parameters its parameters
     */
    record Filter(
            @Parameter(example = "offset", help = "Which filter, written as for a plugin.")
            BundleReference use,

            @Parameter(
                    whenAbsent = "none",
                    example = "offset=1M",
                    help = "The filter's parameters, written as for a plugin.")
            List<KeyValue> parameters)
            implements MemberDefinition {
        /** Copies the list. */
        public Filter {
            parameters = List.copyOf(parameters);
        }

        /**
         * A filter.
         *
         * @param reference a name, or the absolute path of a jar
         * @param parameters its parameters
         */
        public Filter(String reference, List<KeyValue> parameters) {
            this(new BundleReference(reference), parameters);
        }

        @Override
        public String toString() {
            return reference();
        }
    }

    /**
     * A reference to a bundle that an export uses.
     *
     * @param text a name, {@code name@version}, {@code name@range}, or the absolute path of a jar
     */
    public record BundleReference(String text) {
        /**
         * Reads a reference. A reference that the host treats as a path is made absolute, since a server leaves the folder in
         * which it was started.
         *
         * @param text the text of the configuration
         * @param folder where relative paths begin
         * @return the reference
         * @throws java.nio.file.InvalidPathException if it looks like a path and is not a valid one
         */
        public static BundleReference parse(String text, Path folder) {
            boolean path = text.endsWith(".jar") || text.indexOf('/') >= 0;
            return new BundleReference(path ? folder.resolve(text).normalize().toString() : text);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

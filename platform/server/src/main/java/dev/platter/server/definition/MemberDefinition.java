// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import dev.platter.api.parameters.KeyValue;
import java.util.List;

/**
 * A plugin or filter of an export.
 *
 * @param reference a name, {@code name@version}, {@code name@range}, or the absolute path of a jar
 * @param parameters its parameters, in the order in which they were written; a key may be repeated. Relative paths are resolved
 *     against the file's folder, so the same words in a file elsewhere are another definition
 */
public record MemberDefinition(String reference, List<KeyValue> parameters) {
    /** Copies the list. */
    public MemberDefinition {
        parameters = List.copyOf(parameters);
    }

    /** The reference alone, for a parameter may be a password. */
    @Override
    public String toString() {
        return reference;
    }
}

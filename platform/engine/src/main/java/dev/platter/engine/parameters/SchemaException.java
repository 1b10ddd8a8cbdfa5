// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

/**
 * Says that a class cannot be a plugin or filter because of its constructor or its record of parameters. That is for
 * its author to mend; no parameter would help. The message names the class, the component and the remedy.
 */
public final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaException(String message) {
        super(message);
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

/**
 * A class cannot be a plugin or filter because of its constructor or its record of parameters. Its author has to fix
 * that; the user cannot. The message names the class, the component and the remedy.
 */
public final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaException(String message) {
        super(message);
    }
}

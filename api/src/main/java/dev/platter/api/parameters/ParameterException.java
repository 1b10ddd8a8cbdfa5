// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api.parameters;

/**
 * Reports that a parameter has an invalid value. Thrown by the compact constructor of a record of parameters, or by the
 * constructor of a plugin or filter.
 *
 * @since 0.1
 */
public class ParameterException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * Makes an error.
     *
     * @param key the parameter to blame, as users write it
     * @param message what is wrong with it and what to do; the key is put before it
     */
    public ParameterException(String key, String message) {
        super(message);
        this.key = key;
    }

    /** {@return the key of the parameter to blame, as users write it} */
    public String key() {
        return key;
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

/** Reports what is wrong with an NBD URI, and how to correct it. */
public final class NbdUriException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NbdUriException(String message) {
        super(message);
    }
}

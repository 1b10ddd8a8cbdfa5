// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

/** Says what is wrong with an NBD URI, and what it could be instead. */
public final class NbdUriException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NbdUriException(String message) {
        super(message);
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

/** A request that cannot be understood. The message is a sentence for the author of the program that sent it. */
final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
        super(message);
    }
}

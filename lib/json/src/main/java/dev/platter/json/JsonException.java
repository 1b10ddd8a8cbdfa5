// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.json;

import java.io.IOException;

/** A text is not JSON. */
public final class JsonException extends IOException {
    private static final long serialVersionUID = 1L;

    JsonException(int at) {
        super("the JSON is damaged at its character " + at);
    }
}

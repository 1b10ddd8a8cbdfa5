// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.IOException;
import java.io.Serial;

/** A second writer. The message says who the first one is. */
public final class ImageInUseException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Says who.
     *
     * @param message a sentence
     */
    public ImageInUseException(String message) {
        super(message);
    }
}

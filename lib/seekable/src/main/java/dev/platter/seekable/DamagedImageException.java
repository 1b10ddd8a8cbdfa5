// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.IOException;
import java.io.Serial;

/** A compressed file that breaks the rules of its format. The message says where. */
public class DamagedImageException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final long position;

    /**
     * Says what is wrong.
     *
     * @param position where in the compressed file, in bytes
     * @param message a sentence without the position
     */
    public DamagedImageException(long position, String message) {
        super(message + ", at byte " + position + " of the compressed file");
        this.position = position;
    }

    /** {@return where in the compressed file the damage was found, in bytes} */
    public long position() {
        return position;
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strings as NBD sends them: UTF-8 without NUL, at most 4096 bytes. */
final class Strings {
    private Strings() {}

    /**
     * Reads the rest of a buffer.
     *
     * @param what the name of the string, to begin a message with
     */
    static String read(ByteBuffer octets, String what) throws NbdProtocolException {
        if (octets.remaining() > Limits.MAX_STRING) {
            throw new NbdProtocolException(
                    what + " is " + octets.remaining() + " bytes long, and NBD allows " + Limits.MAX_STRING);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
        } catch (CharacterCodingException e) {
            throw new NbdProtocolException(what + " is not UTF-8");
        }
        if (text.indexOf('\0') >= 0) {
            throw new NbdProtocolException(what + " has a NUL character in it");
        }
        return text;
    }
}

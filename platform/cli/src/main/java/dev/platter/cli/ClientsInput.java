// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.io.IOException;
import java.io.InputStream;

/** Standard input under {@code -s}, for a plugin that would read a script or a password from there and take the client's words for it. */
final class ClientsInput extends InputStream {
    @Override
    public int read() throws IOException {
        throw refusal();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        throw refusal();
    }

    private static IOException refusal() {
        return new IOException(
                "standard input is the client's, since the server was started with -s: use a file instead");
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What a registry's answer goes into. An answer that breaks off is gone on with. */
interface Target {
    /** How many bytes it has. */
    long length();

    /** Takes the next bytes. */
    void take(ByteBuffer bytes) throws IOException;

    /** Forgets what it has, since a registry begins again. */
    void restart() throws IOException;
}

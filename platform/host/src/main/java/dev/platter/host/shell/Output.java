// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * The output of a session until it is fetched. If it does not fit, the writer gets an exception, and the reader can query the
 * overflow.
 */
final class Output extends OutputStream {
    private final int most;
    private byte[] kept = new byte[0];
    private int length;
    private boolean overflown;

    /**
     * Creates an empty output.
     *
     * @param most its capacity in bytes
     */
    Output(int most) {
        this.most = most;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
        int taken = Math.min(count, most - length);
        if (length + taken > kept.length) {
            kept = Arrays.copyOf(kept, Math.min(most, Math.max(length + taken, 2 * kept.length)));
        }
        System.arraycopy(bytes, offset, kept, length, taken);
        length += taken;
        if (taken < count) {
            overflown = true;
            throw new IOException("the output is longer than " + most + " bytes");
        }
    }

    /** Whether output was lost since the last fetch. */
    synchronized boolean isOverflown() {
        return overflown;
    }

    /** Fetches and clears the output, decoded with the charset in which Gogo prints. */
    synchronized String take() {
        String text = new String(kept, 0, length, Charset.defaultCharset());
        kept = new byte[0];
        length = 0;
        overflown = false;
        return text;
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;

/**
 * A run of the command within the test.
 *
 * @param status the exit status
 * @param data what went to a destination that is {@code -}
 * @param out the results
 * @param err the sentences
 */
record Copy(int status, byte[] data, String out, String err) {
    static Copy run(String... words) {
        return fed(new byte[0], words);
    }

    /** Runs with bytes on standard input. */
    static Copy fed(byte[] input, String... words) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(
                Channels.newChannel(new ByteArrayInputStream(input)),
                Channels.newChannel(data),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int status = new CopyCommand(streams, false).run(words);
        return new Copy(
                status, data.toByteArray(), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What was printed; the run must have succeeded without a sentence. */
    String success() {
        if (status != 0 || !err.isEmpty()) {
            throw new AssertionError("status " + status + ": " + err);
        }
        return out;
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.io.PrintStream;
import java.util.OptionalLong;

/** Lines such as {@code 42/100} for other programs, one whenever the number changes. */
final class ProgressLines implements Progress {
    private static final int WHOLE = 100;

    private final PrintStream out;
    private final OptionalLong size;
    private int last = -1;

    ProgressLines(OptionalLong size, PrintStream out) {
        this.out = out;
        this.size = size;
    }

    /** Of a pipe nobody knows how much is left. */
    @Override
    public void reached(long done) {
        int percent = size.isEmpty() || size.getAsLong() == 0 ? 0 : (int) (done / (size.getAsLong() / (double) WHOLE));
        if (percent != last) {
            last = percent;
            out.print(percent + "/" + WHOLE + "\n");
            out.flush();
        }
    }

    @Override
    public void close() {
        if (last != WHOLE) {
            out.print(WHOLE + "/" + WHOLE + "\n");
            out.flush();
        }
    }
}

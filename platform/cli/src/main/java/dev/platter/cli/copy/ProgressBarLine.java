// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.io.PrintStream;
import java.util.OptionalLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with throughput and time left. Its library is on the class path only if a bar is wanted. */
final class ProgressBarLine implements Progress {
    private static final int WIDTH = 79;
    private static final int INTERVAL_MILLIS = 250;

    private final ProgressBar bar;

    ProgressBarLine(String title, OptionalLong size, PrintStream err) {
        bar = new ProgressBarBuilder()
                .setTaskName(title)
                .setInitialMax(size.orElse(-1))
                .setUnit("MiB", 1 << 20)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(INTERVAL_MILLIS)
                // Given a width, it does not start programs to find one out.
                .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                .build();
    }

    @Override
    public void reached(long done) {
        bar.stepTo(done);
    }

    @Override
    public void close() {
        bar.close();
    }
}

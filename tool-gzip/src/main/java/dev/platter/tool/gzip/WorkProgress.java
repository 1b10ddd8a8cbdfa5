// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.seekable.Progress;
import java.io.Closeable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far the work is, on a terminal, with throughput and time left; elsewhere nothing. */
final class WorkProgress implements Progress, Closeable {
    private static final int WIDTH = 79;
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Optional<ProgressBar> bar;

    /**
     * Shows that the work begins.
     *
     * @param title what is done
     * @param size of the image, in bytes, if it is known
     * @param shown whether there is a terminal
     */
    WorkProgress(String title, OptionalLong size, boolean shown, PrintStream err) {
        bar = shown ? Optional.of(bar(title, size, err)) : Optional.empty();
    }

    private static ProgressBar bar(String title, OptionalLong size, PrintStream err) {
        return new ProgressBarBuilder()
                .setTaskName(title)
                .setInitialMax(size.orElse(-1))
                .setUnit("MiB", 1 << 20)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis((int) INTERVAL.toMillis())
                // Given a width, it does not start programs to find one out.
                .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                .build();
    }

    @Override
    public void reached(long offset) {
        bar.ifPresent(shown -> shown.stepTo(offset));
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}

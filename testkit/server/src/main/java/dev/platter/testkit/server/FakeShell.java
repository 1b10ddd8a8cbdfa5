// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.server;

import dev.platter.host.shell.Shell;
import dev.platter.host.shell.ShellReply;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A shell that repeats its input, fails at {@code fail ...} and hangs at {@code hang} until it is closed. */
public final class FakeShell implements Shell {
    /** Counts down when it has begun to hang. */
    public final CountDownLatch hanging = new CountDownLatch(1);

    public final CountDownLatch closed = new CountDownLatch(1);
    private int texts;

    @Override
    public ShellReply run(String text) {
        if (text.chars().filter(c -> c == '{').count()
                > text.chars().filter(c -> c == '}').count()) {
            return new ShellReply("", Optional.empty(), true, false);
        } else if (text.equals("exit")) {
            return new ShellReply("", Optional.empty(), false, true);
        } else if (text.startsWith("fail ")) {
            return new ShellReply("tried\n", Optional.of(text.substring(5)), false, false);
        } else if (text.equals("hang")) {
            hang();
        }
        texts++;
        return new ShellReply(texts + " " + text + "\n", Optional.empty(), false, false);
    }

    private void hang() {
        hanging.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

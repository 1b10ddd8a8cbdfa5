// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.apache.felix.service.threadio.ThreadIO;

/**
 * Redirects {@code System.in}, {@code out} and {@code err} to a command's streams on the threads that run the command; other
 * threads see the process's streams.
 *
 * <p>Gogo has such a class too. But with it, a command that still runs when the last shell closes would put Gogo's streams back
 * for ever, and threads that a bundle starts would inherit them.
 */
final class ThreadStreams implements ThreadIO {
    private record Streams(InputStream in, PrintStream out, PrintStream err) {}

    private final Streams process = new Streams(System.in, System.out, System.err);
    private final Streams routed = new Streams(new Input(), printer(Streams::out), printer(Streams::err));

    /** The streams of nested commands, since a command may run another one. */
    private final ThreadLocal<Deque<Streams>> commands = ThreadLocal.withInitial(ArrayDeque::new);

    /** Replaces the streams of the process. */
    void install() {
        System.setIn(routed.in);
        System.setOut(routed.out);
        System.setErr(routed.err);
    }

    /** Restores the streams of the process, unless other code has replaced them meanwhile. */
    void remove() {
        if (routed.in.equals(System.in)) {
            System.setIn(process.in);
        }
        if (routed.out.equals(System.out)) {
            System.setOut(process.out);
        }
        if (routed.err.equals(System.err)) {
            System.setErr(process.err);
        }
    }

    @Override
    public void setStreams(InputStream in, PrintStream out, PrintStream err) {
        commands.get().push(new Streams(in, out, err));
    }

    @Override
    public void close() {
        commands.get().pop();
        forgetIfNone();
    }

    private Streams current() {
        Streams innermost = commands.get().peek();
        forgetIfNone();
        return innermost == null ? process : innermost;
    }

    private void forgetIfNone() {
        if (commands.get().isEmpty()) {
            commands.remove();
        }
    }

    private PrintStream printer(Function<Streams, PrintStream> which) {
        return new PrintStream(new Output(which), true, Charset.defaultCharset());
    }

    private final class Output extends OutputStream {
        private final Function<Streams, PrintStream> which;

        private Output(Function<Streams, PrintStream> which) {
            this.which = which;
        }

        @Override
        public void write(int b) {
            which.apply(current()).write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            which.apply(current()).write(bytes, offset, count);
        }

        @Override
        public void flush() {
            which.apply(current()).flush();
        }
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            return current().in.read();
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            return current().in.read(into, offset, count);
        }

        @Override
        public int available() throws IOException {
            return current().in.available();
        }
    }
}

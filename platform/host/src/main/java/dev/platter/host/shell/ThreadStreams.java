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
 * Lets {@code System.in}, {@code out} and {@code err} be those of a command on the threads that run it, and what they were on all
 * others.
 *
 * <p>Gogo has this too. But a command that is left running when the last shell closes would put Gogo's streams back for ever, and
 * threads that a bundle starts inherit them there.
 */
final class ThreadStreams implements ThreadIO {
    private record Streams(InputStream in, PrintStream out, PrintStream err) {}

    private final Streams process = new Streams(System.in, System.out, System.err);
    private final Streams routed = new Streams(new Input(), printer(Streams::out), printer(Streams::err));

    /** A command may run another one. */
    private final ThreadLocal<Deque<Streams>> commands = ThreadLocal.withInitial(ArrayDeque::new);

    /** Becomes what the process has. */
    void install() {
        System.setIn(routed.in);
        System.setOut(routed.out);
        System.setErr(routed.err);
    }

    /** Gives back what the process had, as far as nobody has set something else meanwhile. */
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

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.parameters.BadParameterException;
import dev.platter.engine.parameters.Schema;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.LogBook;
import dev.platter.testkit.Served;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.wiretap.Findings;
import dev.platter.testkit.wiretap.Wiretap;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** One attempt to refute one property: makes instances of the subject, serves them with a wiretap, and cleans up. */
final class Trial implements Closeable {
    private final Subject subject;
    private final long seed;
    private final Findings findings = new Findings();
    private final LogBook log = new LogBook();
    private final Deque<Closeable> begun = new ArrayDeque<>();
    private FakeDisk behind;
    private volatile Wiretap tap;

    Trial(Subject subject, long seed) {
        this.subject = subject;
        this.seed = seed;
        behind = FakeDisk.of(subject.behind());
        tap = tap(subject);
    }

    Subject subject() {
        return subject;
    }

    long seed() {
        return seed;
    }

    /** A random source that gives the same numbers each time it is asked for. */
    Random random() {
        return new Random(seed);
    }

    Findings findings() {
        return findings;
    }

    /** The log of this trial's servers. */
    LogBook log() {
        return log;
    }

    /** The disk behind the filter that was served last. */
    FakeDisk behind() {
        return behind;
    }

    /** The wiretap of the instance that was served last. */
    Wiretap tap() {
        return tap;
    }

    private Wiretap tap(Subject of) {
        ThreadModel declared = Schema.of(of.type()).threadModel();
        Wiretap listening = new Wiretap(findings, declared);
        begun.push(listening::close);
        return listening;
    }

    /** A new instance, not yet prepared. */
    static Object construct(Subject of) throws BadParameterException {
        return Schema.of(of.type()).construct(of.parameters(), Path.of(""));
    }

    private static Object made(Subject of) throws IOException {
        try {
            return construct(of);
        } catch (BadParameterException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    Served serve() throws IOException {
        return serve(subject);
    }

    Served serve(Subject of) throws IOException {
        return serve(of, FakeDisk.of(of.behind()));
    }

    /** Serves a new instance, a filter in front of a disk that the caller has prepared. */
    Served serve(Subject of, FakeDisk disk) throws IOException {
        return serve(chain(of, disk));
    }

    /** Serves a chain that the caller has built. */
    Served serve(Chain.Builder chain) throws IOException {
        Served served = Served.of(chain, log);
        begun.push(served::close);
        return served;
    }

    /** A chain of a new instance with a wiretap, and filters in front of it. */
    Chain.Builder chain(Subject of, FakeDisk disk, Filter... front) throws IOException {
        return chain(of, made(of), disk, front);
    }

    /** A chain of an instance with a wiretap, and filters in front of it. */
    Chain.Builder chain(Subject of, Object instance, FakeDisk disk, Filter... front) {
        behind = disk;
        tap = tap(of);
        Chain.Builder chain = instance instanceof Plugin plugin
                ? Chain.of("plugin-under-test", tap.around(plugin))
                : Chain.of("disk-behind", behind.plugin());
        for (Filter filter : front) {
            chain.filter("in-front", filter);
        }
        if (instance instanceof Filter filter) {
            chain.filter("filter-under-test", tap.around(filter));
        }
        return chain.loggers(log::logger);
    }

    /** Opens a disk of a server without a connection; this trial closes it. */
    Disk open(Served served) throws IOException {
        return openDefault(served).disk();
    }

    /** The same, under the name that the empty one stands for. */
    OpenDisk openDefault(Served served) throws IOException {
        OpenDisk open = served.chain().open(TestClient.anybody());
        begun.push(open::close);
        return open;
    }

    /** Ends everything that was begun, in reverse order. */
    @Override
    public void close() throws IOException {
        while (!begun.isEmpty()) {
            begun.pop().close();
        }
    }
}

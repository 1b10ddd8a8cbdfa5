// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.Filter;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Checks the calls of one instance of a plugin or filter, and of each disk that it opens. */
public final class Wiretap implements AutoCloseable {
    private final Findings findings;
    private final ThreadModel declared;
    private final Waits waits;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicReference<Optional<Features>> features = new AtomicReference<>(Optional.empty());
    private final List<String> requests = new ArrayList<>();

    /**
     * Begins to check.
     *
     * @param findings takes the violations
     * @param declared the thread model of the member's annotation
     */
    public Wiretap(Findings findings, ThreadModel declared) {
        this.findings = findings;
        this.declared = declared;
        waits = new Waits(findings);
    }

    /**
     * Wraps a plugin.
     *
     * @param plugin the plugin
     * @return a plugin that does the same and is checked
     */
    public Plugin around(Plugin plugin) {
        return new TappedPlugin(plugin, declared, this);
    }

    /**
     * Wraps a filter.
     *
     * @param filter the filter
     * @return a filter that does the same and is checked
     */
    public Filter around(Filter filter) {
        return new TappedFilter(filter, declared, this);
    }

    Disk around(Disk disk) {
        opened.incrementAndGet();
        DiskLog log = new DiskLog(this);
        return disk instanceof AsyncDisk async ? new TappedAsyncDisk(async, log) : new TappedDisk(disk, log);
    }

    /**
     * Counts the disks that were opened.
     *
     * @return how many
     */
    public int opened() {
        return opened.get();
    }

    /**
     * Counts the disks that were closed.
     *
     * @return how many
     */
    public int closed() {
        return closed.get();
    }

    /**
     * The features of the last disk, before the server fills in the rest.
     *
     * @return its features, if a disk was opened
     */
    public Optional<Features> features() {
        return features.get();
    }

    /**
     * Begins to find calls that wait although their disk is declared non-blocking. That costs time, and concurrent calls may
     * wait for each other for an instant, so use it in a test that makes one call at a time.
     */
    public void watchForWaits() {
        waits.start(true);
    }

    /** The same for a disk that writes only where there is room for certain, so its output is not taken for waiting. */
    public void watchForWaitsButNotOutput() {
        waits.start(false);
    }

    void saw(Features those) {
        features.set(Optional.of(those));
    }

    void sawClose() {
        closed.incrementAndGet();
    }

    void found(String rule, String sentence) {
        findings.add(rule, sentence);
    }

    Waits waits() {
        return waits;
    }

    /** A call enters the member. */
    void enters(String call) {
        boolean alone;
        synchronized (requests) {
            alone = requests.isEmpty();
            requests.add(call);
        }
        if (!alone && declared.and(ThreadModel.SERIALIZE_ALL_REQUESTS) == declared) {
            found(Rules.SERIALIZATION, call + " began while another call of the member was under way");
        }
    }

    void leaves(String call) {
        synchronized (requests) {
            requests.remove(call);
        }
    }

    /**
     * The calls that have begun and not ended.
     *
     * @return a description of each, such as {@code read of 512 bytes at 0}
     */
    public List<String> underWay() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    Completion once(Completion completion, String call, DiskLog log) {
        return new OnceCompletion(completion, call, log);
    }

    @Override
    public void close() {
        waits.close();
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.profiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import one.profiler.AsyncProfiler;
import one.profiler.AsyncProfilerLoader;

/** Records by async-profiler, which has libraries for Linux and macOS. */
final class AsyncRecorder implements Recorder {
    private final AsyncProfiler profiler;
    private boolean ended;

    private AsyncRecorder(AsyncProfiler profiler) {
        this.profiler = profiler;
    }

    static boolean isPossible() {
        return !Boolean.getBoolean("platter.portable") && AsyncProfilerLoader.isSupported();
    }

    /**
     * Begins. Its warnings, such as that the kernel hides its symbols, would be lines that nobody has asked for. The mode vmx walks
     * through native frames below Java's too, to the first frame of the thread.
     */
    static AsyncRecorder begin() throws IOException {
        AsyncProfiler profiler = load();
        try {
            profiler.execute("start,event=cpu,cstack=vmx,loglevel=none,interval=" + INTERVAL.toNanos());
        } catch (IllegalStateException e) {
            throw new IOException("another profile of this process is being taken: wait for its end", e);
        }
        return new AsyncRecorder(profiler);
    }

    /** Once its library is loaded, the copy in the file system is no longer needed. */
    private static AsyncProfiler load() throws IOException {
        Path folder = Files.createTempDirectory("platter-profiler-");
        try {
            AsyncProfilerLoader.setExtractionDirectory(folder);
            return AsyncProfilerLoader.load();
        } finally {
            try (Stream<Path> tree = Files.walk(folder)) {
                List<Path> leavesFirst = tree.sorted(Comparator.reverseOrder()).toList();
                for (Path each : leavesFirst) {
                    Files.delete(each);
                }
            }
        }
    }

    @Override
    public synchronized String end() throws IOException {
        ended = true;
        return profiler.execute("stop,flamegraph,loglevel=none,title=Processor time of Platter (async-profiler)");
    }

    @Override
    public synchronized void abandon() {
        if (!ended) {
            ended = true;
            profiler.stop();
        }
    }
}

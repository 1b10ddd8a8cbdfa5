// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.heap;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.platter.testkit.PathFinder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import shark.HeapField;

/** Dumps the heap of this process. That takes a second or two, and temporary files as large as the used heap. */
public final class HeapPathFinder implements PathFinder {
    /** Called by {@link java.util.ServiceLoader}. */
    public HeapPathFinder() {}

    @Override
    public String pathTo(WeakReference<ClassLoader> loader) {
        try {
            Path folder = Files.createTempDirectory("platter-heap");
            Path file = folder.resolve("heap.hprof");
            try {
                dump(loader, file);
                return read(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            // The caller is about to fail for a more important reason.
            return "could not find out what holds it: " + e;
        }
    }

    /** Synchronized, so that each dump has one mark. */
    private static synchronized void dump(WeakReference<ClassLoader> loader, Path file) throws IOException {
        Mark mark = new Mark(loader.get());
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
        mark.clear();
    }

    private static String read(Path file) throws IOException {
        try (HeapDump dump = HeapDump.open(file)) {
            Set<Long> loaders = new HashSet<>();
            dump.instancesOf(Mark.class.getName()).forEach(mark -> {
                HeapField referent = mark.get("java.lang.ref.Reference", "referent");
                if (referent != null && referent.getValue().isNonNullReference()) {
                    loaders.add(referent.getValue().getAsObjectId());
                }
            });
            return loaders.isEmpty() ? "it is gone" : dump.pathToOneOf(loaders);
        }
    }
}

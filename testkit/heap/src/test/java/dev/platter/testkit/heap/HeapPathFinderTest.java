// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.testkit.LoaderWatch;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The holder of a class loader is named, and the loader is collected when the holder lets go. */
class HeapPathFinderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Holds objects in these tests. */
    private static final List<Object> HELD = new ArrayList<>();

    private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();

    private static final ClassValue<List<Object>> OF_CLASSES = new ClassValue<>() {
        @Override
        protected List<Object> computeValue(Class<?> type) {
            return new ArrayList<>();
        }
    };

    /** A method of its own, so that no local variable holds the loader. */
    private static LoaderWatch heldBy(Consumer<Runnable> holder) throws ReflectiveOperationException {
        Runnable tenant = TenantLoader.tenant();
        holder.accept(tenant);
        return new LoaderWatch(tenant.getClass().getClassLoader());
    }

    private static void assertHeldBy(LoaderWatch watch, String... steps) {
        assertFalse(watch.isGoneWithin(Duration.ZERO));
        String path = watch.whatHoldsIt();
        for (String step : steps) {
            assertTrue(
                    path.lines().anyMatch(line -> line.strip().startsWith(step)), () -> step + " is not in\n" + path);
        }
    }

    @Test
    void aStaticFieldIsNamed() throws Exception {
        LoaderWatch watch = heldBy(HELD::add);
        assertHeldBy(
                watch,
                "static " + HeapPathFinderTest.class.getName() + ".HELD",
                "java.util.ArrayList [0]",
                Tenant.class.getName());
        HELD.clear();
        assertTrue(watch.isGoneWithin(PATIENCE), watch::whatHoldsIt);
    }

    @Test
    void aStaticFieldWithTheClassIsNamed() throws Exception {
        LoaderWatch watch = heldBy(tenant -> HELD.add(tenant.getClass()));
        assertHeldBy(
                watch, "static " + HeapPathFinderTest.class.getName() + ".HELD", "class " + Tenant.class.getName());
        HELD.clear();
        assertTrue(watch.isGoneWithin(PATIENCE), watch::whatHoldsIt);
    }

    @Test
    void aThreadLocalOfALiveThreadIsNamed() throws Exception {
        try (ExecutorService pool = Executors.newSingleThreadExecutor(task -> new Thread(task, "pooled"))) {
            LoaderWatch watch = pool.submit(() -> heldBy(LOCAL::set)).get();
            assertHeldBy(watch, "java.lang.Thread 'pooled'.threadLocals", Tenant.class.getName());
            pool.submit(LOCAL::remove).get();
            assertTrue(watch.isGoneWithin(PATIENCE), watch::whatHoldsIt);
        }
    }

    @Test
    void aRunningThreadIsNamed() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        LoaderWatch watch =
                heldBy(tenant -> thread.set(Thread.ofPlatform().name("runner").start(tenant)));
        assertHeldBy(watch, "java.lang.Thread 'runner'", Tenant.class.getName());
        end(thread.getAndSet(null));
        assertTrue(watch.isGoneWithin(PATIENCE), watch::whatHoldsIt);
    }

    private static void end(Thread thread) throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    /** The collector keeps the object as long as there is memory enough. */
    @Test
    void aSoftReferenceIsNamed() throws Exception {
        LoaderWatch watch = heldBy(tenant -> HELD.add(new SoftReference<>(tenant)));
        assertHeldBy(watch, "java.lang.ref.SoftReference.referent", Tenant.class.getName());
        HELD.clear();
        assertTrue(watch.isGoneWithin(PATIENCE), watch::whatHoldsIt);
    }

    /** Dumps do not have the fields of class objects, and the message says so. */
    @Test
    void aHolderThatADumpDoesNotShowIsReported() throws Exception {
        LoaderWatch watch = heldBy(OF_CLASSES.get(HeapPathFinderTest.class)::add);
        assertFalse(watch.isGoneWithin(Duration.ZERO));
        assertTrue(watch.whatHoldsIt().contains("java.lang.ClassValue"), watch::whatHoldsIt);
        OF_CLASSES.get(HeapPathFinderTest.class).clear();
        assertTrue(watch.isGoneWithin(PATIENCE), watch::whatHoldsIt);
    }

    @Test
    void aCollectedLoaderIsReportedAsGone() throws Exception {
        LoaderWatch watch = heldBy(tenant -> {});
        assertTrue(watch.isGoneWithin(PATIENCE), watch::whatHoldsIt);
        assertEquals("it is gone", watch.whatHoldsIt());
    }
}

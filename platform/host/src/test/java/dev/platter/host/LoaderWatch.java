package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/** Watches a class loader go. Whoever makes one does so in a method that has returned before anything is asserted. */
public final class LoaderWatch {
    private static final int PATIENCE_TENTHS = 100;

    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    private final WeakReference<ClassLoader> loader;

    public LoaderWatch(Class<?> type) {
        loader = new WeakReference<>(type.getClassLoader(), collected);
    }

    public void assertHeld() {
        System.gc();
        assertFalse(loader.refersTo(null), "the test would pass without a release");
    }

    public void assertCollected() throws InterruptedException {
        boolean gone = false;
        for (int i = 0; i < PATIENCE_TENTHS && !gone; i++) {
            System.gc();
            gone = collected.remove(100) != null;
        }
        assertTrue(gone, "something still holds the class loader");
    }
}

// SPDX-License-Identifier: BSD-3-Clause
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs another class's main and looks at the stacks of the thread in it, and of the thread {@code preload}, every millisecond. {@code bench/timeline} compiles this,
 * puts it on the class path of Platter, and reads what it writes; no archive has it.
 *
 * <p>The property {@code timeline.main} names the class, {@code timeline.file} the file that gets one line for each sample: the
 * time by {@link System#nanoTime}, the thread, and the methods of its stack from the outermost on, separated by tabs.
 */
public final class Timeline {
    private static final int MOST_SAMPLES = 100_000;

    private static final long[] TIMES = new long[MOST_SAMPLES];
    private static final Thread[] THREADS = new Thread[MOST_SAMPLES];
    private static final StackTraceElement[][] STACKS = new StackTraceElement[MOST_SAMPLES][];
    private static volatile int samples;

    private Timeline() {}

    public static void main(String[] words) throws Exception {
        Thread main = Thread.currentThread();
        Thread sampler = new Thread(() -> sample(main), "timeline");
        sampler.setDaemon(true);
        Runtime.getRuntime().addShutdownHook(new Thread(Timeline::write));
        sampler.start();
        Class.forName(System.getProperty("timeline.main"))
                .getMethod("main", String[].class)
                .invoke(null, (Object) words);
    }

    private static void sample(Thread main) {
        try {
            Thread preload = null;
            while (samples < MOST_SAMPLES - 1) {
                add(main);
                if (preload == null) {
                    preload = preload(main.getThreadGroup());
                } else if (preload.isAlive()) {
                    add(preload);
                }
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            // Nobody does that; it would be the end of sampling.
        }
    }

    private static void add(Thread thread) {
        TIMES[samples] = System.nanoTime();
        THREADS[samples] = thread;
        STACKS[samples] = thread.getStackTrace();
        samples++;
    }

    /** The group is null once the main thread has ended. */
    private static Thread preload(ThreadGroup group) {
        if (group == null) {
            return null;
        }
        Thread[] threads = new Thread[64];
        int count = group.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (threads[i].getName().equals("preload")) {
                return threads[i];
            }
        }
        return null;
    }

    private static void write() {
        int taken = samples;
        List<String> lines = new ArrayList<>(taken + 1);
        for (int i = 0; i < taken; i++) {
            StringBuilder line =
                    new StringBuilder().append(TIMES[i]).append('\t').append(THREADS[i].getName());
            for (int frame = STACKS[i].length - 1; frame >= 0; frame--) {
                StackTraceElement method = STACKS[i][frame];
                line.append('\t').append(method.getClassName()).append('.').append(method.getMethodName());
            }
            lines.add(line.toString());
        }
        lines.add(Long.toString(System.nanoTime()));
        try {
            Files.write(Path.of(System.getProperty("timeline.file")), lines);
        } catch (IOException e) {
            System.err.println("timeline: " + e);
        }
    }
}

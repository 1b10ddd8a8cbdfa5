// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Plugin;
import dev.platter.engine.export.Chain;
import dev.platter.nbd.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The context class loader is a member's own wherever it is called, except on the inline request path. */
@Timeout(30)
class ContextLoaderTest {
    private static final Set<String> CALLS = Set.of(
            "prepare",
            "threadModel",
            "start",
            "worker",
            "schedule",
            "wakeup",
            "accept",
            "open",
            "size",
            "read",
            "gone",
            "close",
            "stop");

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private final Map<String, Boolean> notes = new ConcurrentHashMap<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private final CountDownLatch scheduled = new CountDownLatch(3);

    /** Defines the plugin's classes anew, as a bundle would. */
    private static final class Bundle extends ClassLoader {
        Bundle() {
            super(ContextLoaderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(NotingPlugin.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private void note(String call, boolean own) {
        notes.put(call, own);
        if (call.equals("gone")) {
            gone.countDown();
        } else if (Set.of("worker", "schedule", "wakeup").contains(call)) {
            scheduled.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsHaveTheLoaderOfTheMember(FakePlugin.Kind kind) throws Exception {
        Plugin plugin = (Plugin) new Bundle()
                .loadClass(NotingPlugin.class.getName())
                .getConstructor(BiConsumer.class, String.class)
                .newInstance((BiConsumer<String, Boolean>) this::note, kind.name());
        served.serve(Chain.of("noting", plugin));
        scheduled.await();
        try (RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            assertEquals(0, client.reply(1));
        }
        gone.await();
        served.stop();

        assertEquals(new TreeSet<>(CALLS), new TreeMap<>(notes).keySet());
        Set<String> without = new TreeSet<>();
        notes.forEach((call, own) -> {
            if (!own) {
                without.add(call);
            }
        });
        assertEquals(
                kind == FakePlugin.Kind.BLOCKING || kind == FakePlugin.Kind.BEGUN ? Set.of() : Set.of("read"), without);
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandedStateTest {
    private static final HandedState STATE = HandedState.of(
            "memory", 2, Map.of("size", 5L, "name", "x", "pages", new long[] {1, 2}, "words", List.of("a", "b")));

    @Test
    void allowedValuesArriveUnchanged(@TempDir Path folder) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        try (Arena arena = Arena.ofShared();
                FileChannel channel =
                        FileChannel.open(folder.resolve("file"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            MemorySegment segment = arena.allocate(8);
            byte[] bytes = {1};
            values.put("text", "a");
            values.put("number", 1.5);
            values.put("flag", true);
            values.put("letter", 'x');
            values.put("bytes", bytes);
            values.put("arena", arena);
            values.put("segment", segment);
            values.put("heap", MemorySegment.ofArray(bytes));
            values.put("global", Arena.global());
            values.put("channel", channel);
            values.put("tree", Map.of("list", List.of(1, List.of(2))));
            HandedState state = HandedState.of("f", 1, values);
            assertEquals(values, state.values());
            assertSame(bytes, state.get("bytes", byte[].class));
            assertSame(segment, state.get("segment", MemorySegment.class));
            assertEquals(
                    List.copyOf(values.keySet()), List.copyOf(state.values().keySet()));
        }
    }

    @Test
    void listsAndMapsAreCopied() throws IOException {
        List<Object> list = new ArrayList<>(List.of(1));
        Map<String, Object> map = new HashMap<>(Map.of("list", list));
        HandedState state = HandedState.of("f", 1, map);
        list.add(2);
        map.put("more", 3);
        assertEquals(Map.of("list", List.of(1)), state.values());
        assertThrows(UnsupportedOperationException.class, () -> state.values().clear());
        List<Integer> copy = state.list("list", Integer.class);
        assertThrows(UnsupportedOperationException.class, copy::clear);
    }

    @Test
    void gettersCheckTheClass() throws IOException {
        assertEquals(5, (long) STATE.get("size", Long.class));
        assertArrayEquals(new long[] {1, 2}, STATE.get("pages", long[].class));
        assertEquals(List.of("a", "b"), STATE.list("words", String.class));
        assertEquals(Optional.of("x"), STATE.find("name", String.class));
        assertEquals(Optional.empty(), STATE.find("other", String.class));
    }

    @Test
    void aMissingValueOrAWrongClassIsNamed() {
        Exception missing = assertThrows(IOException.class, () -> STATE.get("other", Long.class));
        assertTrue(missing.getMessage().contains("has no value 'other'"), missing.getMessage());
        assertTrue(missing.getMessage().contains("memory version 2"), missing.getMessage());
        Exception wrong = assertThrows(IOException.class, () -> STATE.find("size", Integer.class));
        assertTrue(
                wrong.getMessage().endsWith("has a Long in 'size', and the plugin expects the class Integer"),
                wrong.getMessage());
        Exception element = assertThrows(IOException.class, () -> STATE.list("words", Long.class));
        assertTrue(element.getMessage().contains("a String in 'words[0]'"), element.getMessage());
    }

    @Test
    void anUnknownFormatOrVersionIsRefused() throws IOException {
        STATE.require("memory", 1, 2);
        STATE.require("memory", 2, 3);
        assertEquals(
                "cannot take over a state of format memory version 2; this version of the plugin reads memory version 3"
                        + " to 5",
                assertThrows(IOException.class, () -> STATE.require("memory", 3, 5))
                        .getMessage());
        assertEquals(
                "cannot take over a state of format memory version 2; this version of the plugin reads file version 2",
                assertThrows(IOException.class, () -> STATE.require("file", 2, 2))
                        .getMessage());
    }

    @Test
    void foreignClassesAreRefused() {
        assertEquals(
                "a state can hold only values of JDK classes, but f.a[1].b is a " + Foreign.class.getName(),
                refusal(Map.of("a", List.of(1, Map.of("b", new Foreign())))));
        assertTrue(refusal(Map.of("a", new Object[0])).contains("but f.a is a [Ljava.lang.Object;"));
        assertTrue(refusal(Map.of("a", (Runnable) () -> {})).startsWith("a state can hold only values of JDK classes"));
        assertTrue(refusal(Map.of("a", Map.of(1, 2))).contains("a key of f.a is a java.lang.Integer"));
    }

    @Test
    void nullIsRefused() {
        Map<String, Object> map = new HashMap<>();
        map.put("a", null);
        assertEquals("a state cannot hold null, but f.a is null", refusal(map));
    }

    @Test
    void aListThatContainsItselfIsRefused() {
        List<Object> list = new ArrayList<>();
        Map<String, Object> map = new HashMap<>(Map.of("list", list));
        list.add(1);
        list.add(list);
        assertEquals("a state must be a tree, but f.list[1] contains itself", refusal(map));
        list.set(1, map);
        assertEquals("a state must be a tree, but f.list[1] contains itself", refusal(map));
    }

    @Test
    void aListMayOccurTwice() {
        List<Object> list = List.of(1);
        assertEquals(
                Map.of("a", list, "b", list),
                HandedState.of("f", 1, Map.of("a", list, "b", list)).values());
    }

    @Test
    void memoryConfinedToOneThreadIsRefused() {
        try (Arena confined = Arena.ofConfined()) {
            String hint = "is confined to one thread, and another thread takes it over; use Arena.ofShared()";
            assertEquals("the memory of f.a " + hint, refusal(Map.of("a", confined.allocate(8))));
            assertEquals("the memory of f.a " + hint, refusal(Map.of("a", confined)));
            String elsewhere = CompletableFuture.supplyAsync(
                            () -> refusal(Map.of("a", confined)), Thread::startVirtualThread)
                    .join();
            assertEquals("the arena of f.a is confined to another thread; use Arena.ofShared()", elsewhere);
        }
    }

    @Test
    void freedMemoryIsRefused() {
        Arena arena = Arena.ofShared();
        MemorySegment segment = arena.allocate(8);
        arena.close();
        assertEquals("the memory of f.a is already freed", refusal(Map.of("a", segment)));
        assertEquals("the arena of f.a is already closed", refusal(Map.of("a", arena)));
    }

    private static String refusal(Map<String, ?> values) {
        return assertThrows(IllegalArgumentException.class, () -> HandedState.of("f", 1, values))
                .getMessage();
    }

    private static final class Foreign extends Number {
        private static final long serialVersionUID = 1L;

        @Override
        public int intValue() {
            return 0;
        }

        @Override
        public long longValue() {
            return 0;
        }

        @Override
        public float floatValue() {
            return 0;
        }

        @Override
        public double doubleValue() {
            return 0;
        }
    }
}

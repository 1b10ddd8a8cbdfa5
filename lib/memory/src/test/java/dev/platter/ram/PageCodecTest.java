// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.libc.Portable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk is handed from one version of the plugin to the next, and the two may not have the same codec. */
class PageCodecTest {
    private static final int PAGE = 32 << 10;

    enum Content {
        ZEROES(page -> {}),
        TEXT(page -> {
            for (int i = 0; i < page.length; i++) {
                page[i] = (byte) "a page of text ".charAt(i % 15);
            }
        }),
        NOISE(page -> new Random(7).nextBytes(page));

        private final Consumer<byte[]> filler;

        Content(Consumer<byte[]> filler) {
            this.filler = filler;
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachCodecUnpacksWhatTheOtherHasPacked(Content content) {
        try (PageCodec best = PageCodec.of(PAGE);
                PageCodec java = new JavaCodec(PAGE)) {
            assertEquals(Portable.isWanted() ? JavaCodec.class : NativeCodec.class, best.getClass());
            carry(content, best, java);
            carry(content, java, best);
        }
    }

    private static void carry(Content content, PageCodec from, PageCodec to) {
        from.clear();
        content.filler.accept(from.page());
        byte[] expected = from.page().clone();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment packed = from.pack();
            MemorySegment kept = arena.allocate(packed.byteSize()).copyFrom(packed);
            assertEquals(content == Content.NOISE, kept.byteSize() == PAGE, "whether the page is kept as it is");
            to.unpack(kept);
        }
        assertArrayEquals(expected, to.page());
    }
}

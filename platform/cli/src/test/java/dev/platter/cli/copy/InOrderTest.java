// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private final StringBuilder taken = new StringBuilder();
    private final List<String> ends = new ArrayList<>();
    private boolean broken;

    private final InOrder queue = new InOrder(new InOrder.Taker() {
        @Override
        public void data(ByteBuffer data) throws IOException {
            if (broken) {
                throw new IOException("broken");
            }
            taken.append(StandardCharsets.US_ASCII.decode(data));
        }

        @Override
        public void zeroes(long length) {
            taken.append("0".repeat((int) length));
        }
    });

    private Completion end(String name) {
        return new Callback(() -> ends.add(name), e -> ends.add(name + " " + e.getMessage()));
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void blocksAreHandedOnInTheOrderOfTheirOffsets() {
        queue.data(5, text("fg"), end("second"));
        queue.zeroes(7, 2, end("third"));
        assertEquals(List.of(), ends);
        queue.data(0, text("abcde"), end("first"));
        assertEquals("abcdefg00", taken.toString());
        assertEquals(List.of("first", "second", "third"), ends);
    }

    @Test
    void aFailureEndsTheBlocksThatWaitAndThoseThatCome() {
        queue.data(2, text("c"), end("waiting"));
        broken = true;
        queue.data(0, text("ab"), end("first"));
        queue.data(3, text("d"), end("later"));
        assertEquals(List.of("first broken", "waiting broken", "later broken"), ends);
        assertEquals("", taken.toString());
    }

    @Test
    void abandonedQueueFailsWhatWaits() {
        queue.data(2, text("c"), end("waiting"));
        queue.abandon(new IOException("the block before is lost"));
        assertEquals(List.of("waiting the block before is lost"), ends);
    }
}

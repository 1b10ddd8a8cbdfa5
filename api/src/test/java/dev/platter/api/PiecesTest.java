// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiecesTest {
    private final List<String> told = new ArrayList<>();
    private final Completion whole = new Completion() {
        @Override
        public void succeeded() {
            told.add("succeeded");
        }

        @Override
        public void failed(IOException error) {
            told.add("failed: " + error.getMessage());
        }
    };

    @ParameterizedTest
    @CsvSource({
        "100, 30, '100+10 110+10 120+10 succeeded'",
        "5, 11, '5+10 15+1 succeeded'",
        "7, 1, '7+1 succeeded'",
        "7, 0, succeeded"
    })
    void allPiecesAreDoneInOrder(long offset, long length, String expected) {
        Pieces.of(offset, length, 10, whole, (at, piece, end) -> {
            told.add(at + "+" + piece);
            end.succeeded();
        });
        assertEquals(expected, String.join(" ", told));
    }

    @Test
    void aPieceBeginsWhenTheOneBeforeHasCompleted() {
        Deque<Completion> held = new ArrayDeque<>();
        Pieces.of(0, 25, 10, whole, (at, piece, end) -> {
            told.add(at + "+" + piece);
            held.add(end);
        });
        assertEquals(List.of("0+10"), told);
        held.remove().succeeded();
        assertEquals(List.of("0+10", "10+10"), told);
        held.remove().succeeded();
        held.remove().succeeded();
        assertEquals(List.of("0+10", "10+10", "20+5", "succeeded"), told);
    }

    @Test
    void theFirstFailureEndsTheWhole() {
        Pieces.of(0, 100, 10, whole, (at, piece, end) -> {
            if (at == 20) {
                end.failed(new IOException("no more"));
            } else {
                end.succeeded();
            }
        });
        assertEquals(List.of("failed: no more"), told);
    }

    @Test
    void theStackDoesNotGrowWithTheNumberOfPieces() {
        Pieces.of(0, 1_000_000, 1, whole, (at, piece, end) -> end.succeeded());
        assertEquals(List.of("succeeded"), told);
    }

    @Test
    void aPieceOfZeroBytesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Pieces.of(0, 1, 0, whole, (at, piece, end) -> {}));
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Completion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A call that was begun on a worker is over when it has both completed and returned. */
class BegunCallTest {
    private final List<String> told = new ArrayList<>();
    private final BegunCall call = new BegunCall(new Completion() {
        @Override
        public void succeeded() {
            told.add("succeeded");
        }

        @Override
        public void failed(IOException error) {
            told.add(error.getMessage());
        }
    });

    @Test
    void aCallThatCompletesFirstEndsWhenItReturns() {
        call.succeeded();
        assertEquals(List.of(), told);
        call.returned();
        assertEquals(List.of("succeeded"), told);
    }

    @Test
    void aCallThatReturnsFirstEndsWhenItCompletes() {
        call.returned();
        assertEquals(List.of(), told);
        call.failed(new IOException("reset"));
        assertEquals(List.of("reset"), told);
    }

    @Test
    void aSecondCompletionIsNeitherAReturnNorAnotherEnd() {
        call.failed(new IOException("first"));
        call.succeeded();
        call.failed(new IOException("third"));
        assertEquals(List.of(), told);
        call.returned();
        call.succeeded();
        assertEquals(List.of("first"), told);
    }
}

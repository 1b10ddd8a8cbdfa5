// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThreadModelTest {
    @ParameterizedTest
    @EnumSource
    void andReturnsTheStricterModel(ThreadModel model) {
        for (ThreadModel other : ThreadModel.values()) {
            ThreadModel stricter = model.ordinal() < other.ordinal() ? model : other;
            assertEquals(stricter, model.and(other));
            assertEquals(stricter, other.and(model));
        }
    }
}

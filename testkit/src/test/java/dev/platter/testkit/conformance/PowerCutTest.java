// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerCutTest {
    private static Subject on(String machine, Fault fault) {
        return Subject.of(FaultyPlugin.class)
                .with("fault", fault.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .with("machine", machine)
                .powerCut(() -> Machine.parse(machine).cutPower());
    }

    @Test
    void durableDataSurvives() {
        Judge.judge(on("good", Fault.NONE), new DurabilityProperty());
    }

    @ParameterizedTest
    @CsvSource({"LOST_FUA, written with FUA", "LOST_FLUSH, written and flushed"})
    void dataThatWasNotMadeDurableIsMissed(Fault fault, String finding) {
        AssertionError found = assertThrows(
                AssertionError.class, () -> Judge.judge(on(fault.name(), fault), new DurabilityProperty()));

        assertTrue(String.valueOf(found.getMessage()).contains(finding), found.getMessage());
    }
}

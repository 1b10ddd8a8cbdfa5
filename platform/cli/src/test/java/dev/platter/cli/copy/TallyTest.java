// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final List<Long> told = new ArrayList<>();
    private final Tally tally = new Tally(100, told::add);

    @Test
    void onlyWhatIsDoneWithoutAGapCountsForTheState() {
        tally.begins(100, 10);
        tally.begins(110, 10);
        tally.begins(120, 10);
        tally.ends(110, 10);
        assertEquals(100, tally.doneUpTo());
        tally.ends(100, 10);
        assertEquals(120, tally.doneUpTo());
        tally.ends(120, 10);
        assertEquals(130, tally.doneUpTo());
        assertEquals(List.of(110L, 120L, 130L), told);
    }
}

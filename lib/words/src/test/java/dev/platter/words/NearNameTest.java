// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which name is offered for one that does not exist. */
class NearNameTest {
    @Test
    void theNameWithTheFewestChangesIsOffered() {
        assertEquals(" (did you mean disk1?)", NearName.question("disk12", List.of("disk123456", "disk1", "other")));
    }

    @Test
    void aNameThatIsFarIsNotOffered() {
        assertEquals("", NearName.question("backup", List.of("disk1", "other")));
        assertEquals("", NearName.question("backup", List.of()));
    }
}

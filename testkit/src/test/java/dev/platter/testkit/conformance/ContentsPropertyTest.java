// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.conformance.Judge.Patience;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ContentsPropertyTest {
    private static final long SEED = 7;

    /** Says nothing. */
    @NbdPlugin(name = "silent", summary = "does not say where it has what was written")
    public static final class Silent extends InInstance {}

    /** Says that its contents are elsewhere, although each instance begins with zeroes. */
    @NbdPlugin(name = "liar", summary = "claims that another instance finds them", contents = Contents.ELSEWHERE)
    public static final class Liar extends InInstance {}

    /** Says that it keeps nothing, although it does. */
    @NbdPlugin(name = "denier", summary = "claims that there are none", contents = Contents.NONE)
    public static final class Denier extends InInstance {}

    /** Tells the truth. */
    @NbdPlugin(name = "honest", summary = "keeps them itself", contents = Contents.IN_INSTANCE)
    public static final class Honest extends InInstance {}

    /** A plugin whose contents go with it. */
    abstract static class InInstance implements Plugin {
        private final Plugin disk = FakeDisk.of(1 << 20).plugin();

        @Override
        public Disk open(Client client) throws IOException {
            return disk.open(client);
        }
    }

    private static void judge(Class<?> type) {
        Judge.judge(
                Subject.of(type),
                new ContentsProperty(),
                SEED,
                new Patience(Duration.ofMinutes(1), Duration.ofSeconds(8)));
    }

    private static void isFound(Class<?> type, String finding) {
        String message = String.valueOf(
                assertThrows(AssertionError.class, () -> judge(type)).getMessage());
        assertTrue(message.contains(finding), message);
    }

    @Test
    void aClassThatDoesNotSayWhereItsContentsAreIsRefused() {
        isFound(Silent.class, "add contents = Contents.NONE, ELSEWHERE or IN_INSTANCE");
    }

    @Test
    void aClassWhoseNextInstanceFindsNothingMayNotSayElsewhere() {
        isFound(Liar.class, "it declares contents = ELSEWHERE, but a second instance reads other bytes than the first");
    }

    @Test
    void aClassThatKeepsWhatWasWrittenMayNotSayNone() {
        isFound(Denier.class, "it declares contents = NONE, but a second instance reads other bytes than the first");
    }

    @Test
    void contentsInTheInstanceAreAllowed() {
        assertDoesNotThrow(() -> judge(Honest.class));
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.testkit.conformance.Judge.Patience;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final long SEED = 7;

    /** Reads until it gets no answer, or a given number of times, and then complains. */
    private record Reads(int times, String complaint) implements Property {
        @Override
        public String name() {
            return "it is read";
        }

        @Override
        public void check(Trial trial) throws Exception {
            var client = trial.serve().client();
            for (int i = 0; i < times; i++) {
                Bytes.read(client, 0, 512);
            }
            throw new Broken(complaint);
        }
    }

    private static Patience patience(Duration longest) {
        return new Patience(longest, Duration.ofSeconds(8));
    }

    private static AssertionError judged(String fault, Property property, Duration longest) {
        Subject subject = Subject.of(FaultyPlugin.class).with("fault", fault);
        return assertThrows(AssertionError.class, () -> Judge.judge(subject, property, SEED, patience(longest)));
    }

    @Test
    void aCallThatNeverEndsIsNamedInTime() {
        String message =
                String.valueOf(judged("never-answers", new Reads(100, "it cannot come to this"), Duration.ofSeconds(1))
                        .getMessage());

        assertTrue(
                message.contains(
                        "not over after 1 seconds, and these calls have begun and not ended: read of 512 bytes at 0"),
                message);
    }

    @Test
    void aFailureHasThePropertyTheReasonAndTheSeed() {
        assertEquals(
                "FaultyPlugin{fault=none} breaks 'it is read':\n  it is red\nTo see it again: -Dplatter.seed=7",
                judged("none", new Reads(1, "it is red"), Duration.ofMinutes(1)).getMessage());
    }

    @Test
    void theServersLogIsAttachedToTheFailure() {
        AssertionError failure = judged("size-too-large", new ReadsTheEnd(), Duration.ofMinutes(1));

        assertEquals(1, failure.getSuppressed().length);
        assertTrue(
                String.valueOf(failure.getSuppressed()[0].getMessage()).contains("there is no such byte"),
                failure.getSuppressed()[0].getMessage());
    }

    private static final class ReadsTheEnd implements Property {
        @Override
        public String name() {
            return "the end is read";
        }

        @Override
        public void check(Trial trial) throws Exception {
            var client = trial.serve().client();
            Bytes.read(client, client.export().size() - 1, 1);
        }
    }

    /** Serves one client after the other. */
    @NbdPlugin(name = "single", summary = "one at a time", threadModel = ThreadModel.SERIALIZE_CONNECTIONS)
    public static final class Single implements Plugin {
        public record Config() {}

        public Single(Config config) {
            assertEquals(new Config(), config);
        }

        @Override
        public Disk open(Client client) throws IOException {
            throw new IOException("a client has opened the disk of a plugin that cannot be judged");
        }
    }

    @Test
    void aPluginThatCannotBeJudgedIsRefusedAtOnce() {
        AssertionError refused = assertThrows(
                AssertionError.class,
                () -> Judge.judge(Subject.of(Single.class), new Reads(1, ""), SEED, patience(Duration.ofMinutes(1))));

        assertTrue(String.valueOf(refused.getMessage()).contains("SERIALIZE_CONNECTIONS"), refused.getMessage());
    }
}

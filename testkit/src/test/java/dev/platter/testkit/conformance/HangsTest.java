// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.testkit.conformance.Judge.Patience;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.TestAbortedException;

/** A call that hangs fails its own property, and not those that come after it. */
@Timeout(60)
class HangsTest {
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(2), Duration.ofSeconds(8));

    /** Belongs to the class, as a lock of a real plugin might. */
    private static CountDownLatch stuck = new CountDownLatch(0);

    private final Hangs hangs = new Hangs();

    /** Its reads wait for the test, and no interrupt ends them. */
    @NbdPlugin(name = "stuck", summary = "hangs", threadModel = ThreadModel.PARALLEL, contents = Contents.NONE)
    public static final class Stuck implements Plugin {
        public record Config() {}

        public Stuck(Config config) {
            assertTrue(config.toString().startsWith("Config"));
        }

        @Override
        public Disk open(Client client) {
            return new Disk() {
                @Override
                public long size() {
                    return 4096;
                }

                @Override
                public void read(ByteBuffer into, long offset, HoleSink holes) {
                    boolean waiting = true;
                    while (waiting) {
                        try {
                            stuck.await();
                            waiting = false;
                        } catch (InterruptedException e) {
                            waiting = true;
                        }
                    }
                    into.position(into.limit());
                }
            };
        }
    }

    private static final class IsRead implements Property {
        @Override
        public String name() {
            return "it can be read";
        }

        @Override
        public void check(Trial trial) throws Exception {
            Bytes.read(trial.serve().client(), 0, 512);
        }
    }

    @BeforeEach
    void stick() {
        stuck = new CountDownLatch(1);
    }

    @AfterEach
    void loosen() {
        stuck.countDown();
    }

    private void judge(Class<?> type) {
        Subject subject = Subject.of(type);
        hangs.judge(type == Stuck.class ? subject : subject.with("fault", "none"), new IsRead(), PATIENCE);
    }

    @Test
    void theNextTrialOfTheClassIsNotJudgedWhileTheCallHangs() {
        assertThrows(Hung.class, () -> judge(Stuck.class));
        String why = String.valueOf(assertThrows(TestAbortedException.class, () -> judge(Stuck.class))
                .getMessage());
        assertTrue(
                why.contains(
                        "Stuck{} is not judged: 'it can be read' might fail because of the trial of 'it can be read',"
                                + " which has hung and still does:"),
                why);
        assertTrue(why.contains("HangsTest$Stuck"), why);
    }

    @Test
    void itIsJudgedAgainWhenTheCallHasReturned() {
        assertThrows(Hung.class, () -> judge(Stuck.class));
        stuck.countDown();
        judge(Stuck.class);
    }

    @Test
    void anotherClassIsJudgedMeanwhile() {
        assertThrows(Hung.class, () -> judge(Stuck.class));
        judge(FaultyPlugin.class);
    }
}

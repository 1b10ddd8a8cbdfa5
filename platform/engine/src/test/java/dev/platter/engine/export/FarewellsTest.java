// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Registration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The tasks that members register for the end of a client, and when they are dropped. */
class FarewellsTest {
    private final Deque<Runnable> given = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();
    private final Presence presence = new Presence();
    private final ServerItself client = new ServerItself("", false, presence);
    private final Farewells.Room room =
            new Farewells.Room(given::add, failure -> events.add("failed: " + failure.getMessage()));
    private final Farewells farewells = new Farewells(client, room);

    private void work() {
        while (!given.isEmpty()) {
            given.remove().run();
        }
    }

    @Test
    void allTasksOfAClientTakeOneWorker() {
        farewells.add(() -> events.add("told"));
        farewells.add(() -> events.add("told"));
        presence.end();
        assertEquals(List.of(), events, "they have run on the thread that ended the connection");
        assertEquals(1, given.size());
        work();
        assertEquals(List.of("told", "told"), events);
    }

    @Test
    void aTaskThatFailsIsReportedAndTheOthersRun() {
        farewells.add(() -> {
            throw new IllegalStateException("no");
        });
        farewells.add(() -> {
            throw new IllegalStateException("no");
        });
        presence.end();
        work();
        assertEquals(List.of("failed: no", "failed: no"), events);
    }

    @Test
    void tasksAreDroppedWithTheDisk() {
        farewells.add(() -> events.add("told"));
        farewells.close();
        presence.end();
        work();
        assertEquals(List.of(), events);
        assertEquals(List.of(), List.copyOf(room.open()), "the chain still knows them");
    }

    @Test
    void tasksOfAClientThatHasGoneRunEvenIfItsDiskIsClosedBefore() {
        farewells.add(() -> events.add("told"));
        presence.end();
        farewells.close();
        work();
        assertEquals(List.of("told"), events);
    }

    @Test
    void aTaskThatComesAfterTheDiskIsDroppedToo() {
        farewells.close();
        farewells.add(() -> events.add("told"));
        presence.end();
        work();
        assertEquals(List.of(), events);
    }

    @Test
    void tasksThatAreGivenToAcceptAreDroppedWithTheChain() {
        farewells.add(() -> events.add("told"));
        assertEquals(List.of(farewells), List.copyOf(room.open()));
        room.close();
        presence.end();
        work();
        assertEquals(List.of(), events);
    }

    @Test
    void tasksThatWereTakenBackBeforeTheirWorkerBeginsDoNotRun() {
        Registration registration = farewells.add(() -> events.add("told"));
        presence.end();
        registration.close();
        work();
        assertEquals(List.of(), events);
    }

    @Test
    void aChainWhoseWorkersHaveEndedDoesNotKeepOthersFromBeingTold() {
        Farewells stopped = new Farewells(
                client,
                new Farewells.Room(
                        _ -> {
                            throw new RejectedExecutionException();
                        },
                        _ -> {}));
        stopped.add(() -> events.add("too late"));
        farewells.add(() -> events.add("told"));
        presence.end();
        work();
        assertEquals(List.of("told"), events);
        assertTrue(presence.isOver());
    }
}

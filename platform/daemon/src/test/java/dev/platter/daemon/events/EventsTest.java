// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.Commands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events in the flight recorder. */
class EventsTest {
    @TempDir
    private Path folder;

    @Test
    void aConnectionHasItsClientAndExport() throws Exception {
        RecordedEvent event = recorded(() -> ConnectionEvent.begun(7).ended("192.0.2.1:4711", "vm1"));

        assertEquals("dev.platter.Connection", event.getEventType().getName());
        assertEquals(7, event.getLong("connection"));
        assertEquals("192.0.2.1:4711", event.getString("client"));
        assertEquals("vm1", event.getString("export"));
        assertTrue(event.getDuration().compareTo(Duration.ZERO) > 0);
    }

    @Test
    void aSlowRequestHasTheTimeThatItTook() throws Exception {
        long nanos = TimeUnit.MILLISECONDS.toNanos(250);

        RecordedEvent event = recorded(() -> {
            SlowRequestEvent.answered(Commands.WRITE, "fast", SlowRequestEvent.SLOW - 1, SlowRequestEvent.SLOW);
            SlowRequestEvent.answered(Commands.WRITE, "vm1", nanos, SlowRequestEvent.SLOW);
        });

        assertEquals("dev.platter.SlowRequest", event.getEventType().getName());
        assertEquals("NBD_CMD_WRITE", event.getString("command"));
        assertEquals("vm1", event.getString("export"));
        assertEquals(Duration.ofNanos(nanos), event.getDuration("took"));
    }

    @Test
    void aBundleChangeHasItsProblem() throws Exception {
        RecordedEvent event =
                recorded(() -> BundleChangeEvent.begun().ended("deployed plugin 'memory' 1.2.0", "no constructor"));

        assertEquals("dev.platter.BundleChange", event.getEventType().getName());
        assertEquals("deployed plugin 'memory' 1.2.0", event.getString("what"));
        assertEquals("no constructor", event.getString("problem"));
    }

    @Test
    void allEventsAreInTheCategoryPlatterAndExplained() {
        List.of(ConnectionEvent.class, SlowRequestEvent.class, BundleChangeEvent.class)
                .forEach(FlightRecorder::register);

        List<EventType> ours = FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .filter(type -> type.getName().startsWith("dev.platter."))
                .toList();

        assertEquals(3, ours.size());
        for (EventType type : ours) {
            assertEquals(List.of("Platter"), type.getCategoryNames());
            assertFalse(type.getLabel().isEmpty());
            assertFalse(type.getDescription().isEmpty());
        }
    }

    /** The only event that an action leaves in a recording. */
    private RecordedEvent recorded(Runnable something) throws Exception {
        Path file = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(ConnectionEvent.class);
            recording.enable(SlowRequestEvent.class);
            recording.enable(BundleChangeEvent.class);
            recording.start();
            something.run();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.platter."))
                .toList();
        assertEquals(1, events.size(), events::toString);
        return events.getFirst();
    }
}

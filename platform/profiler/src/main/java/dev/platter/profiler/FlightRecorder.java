// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.profiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;
import one.convert.Arguments;
import one.convert.JfrToFlame;

/** Records by the flight recorder, which every Java has. It knows Java frames only. */
final class FlightRecorder implements Recorder {
    private final Recording recording;

    private FlightRecorder(Recording recording) {
        this.recording = recording;
    }

    static FlightRecorder begin() {
        Recording recording = new Recording();
        recording.enable("jdk.ExecutionSample").withPeriod(INTERVAL);
        recording.enable("jdk.NativeMethodSample").withPeriod(INTERVAL);
        recording.start();
        return new FlightRecorder(recording);
    }

    @Override
    public String end() throws IOException {
        Path events = Files.createTempFile("platter-profile-", ".jfr");
        Path page = Files.createTempFile("platter-profile-", ".html");
        try (recording) {
            recording.stop();
            recording.dump(events);
            JfrToFlame.convert(
                    events.toString(),
                    page.toString(),
                    new Arguments("--title", "Java frames of Platter (flight recorder)"));
            return Files.readString(page);
        } finally {
            Files.delete(events);
            Files.delete(page);
        }
    }

    @Override
    public void abandon() {
        recording.close();
    }
}

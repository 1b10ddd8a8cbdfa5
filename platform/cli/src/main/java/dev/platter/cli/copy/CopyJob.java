// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One copy or comparison: opens both ends, connects them, and says how it ended. */
final class CopyJob {
    private final CopySettings settings;
    private final Ends ends;
    private final ProgressDisplay display;
    private final Consumer<String> notes;
    private final Traffic traffic;
    private final Optional<Checksum> checksum;

    /** Written by the working thread, read by the one that an interruption starts. */
    private volatile @Nullable Tally tally;

    private volatile OptionalLong size = OptionalLong.empty();
    private volatile boolean resumable;

    /**
     * Prepares a copy.
     *
     * @param notes takes sentences about what was chosen
     */
    CopyJob(CopySettings settings, Ends ends, ProgressDisplay display, Consumer<String> notes) {
        this.settings = settings;
        this.ends = ends;
        this.display = display;
        this.notes = notes;
        traffic = new Traffic(settings, notes);
        checksum = settings.checksum().map(Checksum::new);
    }

    Outcome run() throws IOException {
        boolean fromStream = ends.isStream(settings.from());
        boolean toStream = ends.isStream(settings.to());
        if (fromStream || toStream) {
            refuseForStreams();
        }
        resumable = !fromStream && !toStream && settings.mode() != CopySettings.Mode.COMPARE;
        ends.distinct(settings.from(), settings.to());
        if (fromStream) {
            try (ReadableByteChannel from = ends.input(settings.from())) {
                return toStream ? streamToStream(from) : streamToPlace(from);
            }
        }
        try (Place from = ends.source(settings.from())) {
            return toStream ? placeToStream(from) : placeToPlace(from);
        }
    }

    /** How far a copy is that does not go on, and how it can; empty if nothing was begun. */
    Optional<String> rest() {
        Tally now = tally;
        if (now == null) {
            return Optional.empty();
        }
        String of = size.isPresent() ? " of " + size.getAsLong() + " bytes" : " bytes";
        return Optional.of(now.done() + of + " are done" + (resumable ? "; --resume goes on with it" : ""));
    }

    private void refuseForStreams() throws IOException {
        if (settings.mode() == CopySettings.Mode.COMPARE || settings.verify()) {
            throw new IOException("a pipe cannot be read twice, nor at two ends, so there is nothing to compare: leave"
                    + (settings.verify() ? " --verify" : " --compare") + " out, or use --checksum");
        }
        if (settings.mode() == CopySettings.Mode.MEND || settings.state().isPresent()) {
            throw new IOException("a copy from or to a pipe cannot go on where it was broken off: leave --resume out");
        }
    }

    // ---- Pipes ----

    private Outcome streamToStream(ReadableByteChannel from) throws IOException {
        try (WritableByteChannel to = ends.output(settings.to())) {
            stream(from, traffic.ordered(new PipeOutput(settings.to(), to)), traffic.flight(traffic.between()));
            return done();
        }
    }

    private Outcome streamToPlace(ReadableByteChannel from) throws IOException {
        try (Place to = ends.destination(settings.to(), false)) {
            Flight flight = traffic.flight(traffic.between(to));
            long length = stream(from, writing(to, to.startsAsZeroes()), flight);
            resize(to, length);
            finish(to);
            return done();
        }
    }

    private long stream(ReadableByteChannel from, Drain drain, Flight flight) throws IOException {
        try (Progress progress = display.begin("copy", OptionalLong.empty())) {
            Tally count = tally(0, progress);
            return new Copying(flight, withChecksum(drain), count).copy(settings.from(), from);
        }
    }

    private Outcome placeToStream(Place from) throws IOException {
        size = OptionalLong.of(from.size());
        try (WritableByteChannel to = ends.output(settings.to());
                Progress progress = display.begin("copy", size)) {
            Traffic.Shape shape = traffic.between(from);
            Drain drain = withChecksum(traffic.ordered(new PipeOutput(settings.to(), to)));
            Plan plan = new Plan(layout(from), 0, from.size(), shape.alignment(), shape.request());
            new Copying(traffic.flight(shape), drain, tally(0, progress)).copy(from, plan);
            return done();
        }
    }

    // ---- Disks ----

    private Outcome placeToPlace(Place from) throws IOException {
        return switch (settings.mode()) {
            case COPY -> copy(from);
            case MEND -> mend(from);
            case COMPARE -> compare(from);
        };
    }

    private Outcome copy(Place from) throws IOException {
        Optional<SavedState> state =
                settings.state().map(file -> new SavedState(file, settings.from(), settings.to(), from.size()));
        long before = state.isPresent() ? state.get().read() : 0;
        try (Place to = ends.destination(settings.to(), before > 0)) {
            if (before > 0 && to.size() < from.size()) {
                throw new IOException(
                        to.name() + " has " + to.size() + " bytes, so it is not the destination of the copy"
                                + " whose state says that " + before + " of " + from.size()
                                + " were written: remove the state to begin anew");
            }
            prepare(from, to);
            Traffic.Shape shape = traffic.between(from, to);
            long begin = before & -shape.alignment();
            try (Progress progress = display.begin("copy", size)) {
                Tally count = tally(begin, progress);
                Plan plan = new Plan(layout(from), begin, from.size(), shape.alignment(), shape.request());
                Drain drain = withChecksum(writing(to, to.startsAsZeroes()));
                Copying copying = new Copying(traffic.flight(shape), drain, count);
                Optional<StateKeeper> keeper = state.map(file -> new StateKeeper(file, to, count, notes));
                try {
                    copying.copy(from, plan);
                } finally {
                    keeper.ifPresent(StateKeeper::close);
                }
            }
            finish(to);
            Outcome outcome = settings.verify() ? verify(from, to, shape) : done();
            if (state.isPresent()) {
                state.get().remove();
            }
            return outcome;
        }
    }

    private Outcome mend(Place from) throws IOException {
        try (Place to = ends.destination(settings.to(), true)) {
            prepare(from, to);
            Traffic.Shape shape = traffic.between(from, to);
            compare("resume", from, to, shape, new Mending(writing(to, false)));
            finish(to);
            return settings.verify() ? verify(from, to, shape) : done();
        }
    }

    private Outcome compare(Place from) throws IOException {
        try (Place to = ends.source(settings.to())) {
            if (from.size() != to.size()) {
                return new Outcome(
                        Optional.of(
                                from.name() + " has " + from.size() + " bytes, and " + to.name() + " has " + to.size()),
                        Optional.empty());
            }
            size = OptionalLong.of(from.size());
            return difference("compare", from, to, traffic.between(from, to), "differ");
        }
    }

    private Outcome verify(Place from, Place to, Traffic.Shape shape) throws IOException {
        Optional<String> sum = checksum.map(Checksum::text);
        Outcome outcome = difference("verify", from, to, shape, "differ after the copy");
        return new Outcome(outcome.difference(), sum);
    }

    private Outcome difference(String title, Place from, Place to, Traffic.Shape shape, String verb)
            throws IOException {
        FirstDifference first = new FirstDifference();
        compare(title, from, to, shape, first);
        OptionalLong at = first.offset();
        return at.isEmpty()
                ? done()
                : new Outcome(
                        Optional.of(from.name() + " and " + to.name() + " " + verb
                                + ": the first byte that differs is at " + at.getAsLong()),
                        Optional.empty());
    }

    private void compare(String title, Place from, Place to, Traffic.Shape shape, Comparing.Differing differing)
            throws IOException {
        try (Progress progress = display.begin(title, size)) {
            Layout both = settings.extents() ? Layout.ofBoth(from.layout(), to.layout()) : Layout.unknown();
            Plan plan = new Plan(both, 0, from.size(), shape.alignment(), shape.request());
            Tally count = tally(0, progress);
            Drain sum = title.equals("verify") ? Drain.nowhere() : withChecksum(Drain.nowhere());
            new Comparing(traffic.flight(shape), differing, sum, count).compare(from, to, plan);
        }
    }

    private void prepare(Place from, Place to) throws IOException {
        size = OptionalLong.of(from.size());
        if (to.room() < from.size()) {
            throw new IOException(to.name() + " has " + to.room() + " bytes, and " + from.name() + " has " + from.size()
                    + ": a larger destination is needed");
        }
        if (from.size() % to.alignment() != 0 && from.size() != to.size()) {
            throw new IOException(from.name() + " has " + from.size() + " bytes, and " + to.name()
                    + " takes only multiples of " + to.alignment() + ": make the source longer");
        }
        resize(to, from.size());
        notes.accept(from.name() + " has " + from.size() + " bytes, " + to.name() + " has room for them");
    }

    private static void resize(Place to, long length) throws IOException {
        if (to instanceof FilePlace file) {
            file.resize(length);
        }
    }

    private Layout layout(Place from) {
        return settings.extents() ? from.layout() : Layout.unknown();
    }

    private Writing writing(Place to, boolean startsAsZeroes) {
        long usual = Math.max(4096, to.preferred());
        long unit = settings.allocated() ? 0 : settings.sparse().orElse(usual);
        ZeroRuns runs = new ZeroRuns(unit == 0 ? 0 : (int) Math.max(unit, to.alignment()));
        return new Writing(to, runs, settings.allocated(), startsAsZeroes || settings.destinationIsZero());
    }

    private Drain withChecksum(Drain drain) {
        return checksum.<Drain>map(sum -> Drain.both(drain, traffic.ordered(sum)))
                .orElse(drain);
    }

    private Tally tally(long begin, Progress progress) {
        Tally made = new Tally(begin, progress::reached);
        tally = made;
        return made;
    }

    private void finish(Place to) throws IOException {
        if (settings.flush()) {
            to.flush();
        }
    }

    private Outcome done() {
        return new Outcome(Optional.empty(), checksum.map(Checksum::text));
    }
}

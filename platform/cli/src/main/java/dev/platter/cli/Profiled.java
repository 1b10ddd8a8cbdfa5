// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.host.RefusedException;
import dev.platter.profiler.Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The profile of a run, if one is wanted. The classes behind it load only then. */
final class Profiled implements AutoCloseable {
    private final @Nullable Recording recording;
    private final System.Logger log;

    private Profiled(@Nullable Recording recording, System.Logger log) {
        this.recording = recording;
        this.log = log;
    }

    /** Begins to record, if the command line names a file for it. The file is opened now, as this user and in this folder. */
    static Profiled to(Optional<String> file, System.Logger log) throws RefusedException {
        if (file.isEmpty()) {
            return new Profiled(null, log);
        }
        try {
            return new Profiled(Recording.to(Path.of(file.get())), log);
        } catch (IOException | InvalidPathException e) {
            throw new RefusedException("--profile=" + file.get() + ": " + RefusedException.sentence(e), e);
        } catch (NoClassDefFoundError e) {
            // The launcher leaves the profiler's jars out unless it sees the option, which makes every other start
            // shorter.
            throw new RefusedException("--profile must be written out on the command line, not in a file of words", e);
        }
    }

    /** Kept apart, so that the class around it can be loaded and checked without those of the profiler. */
    private static final class Recording {
        private final OutputStream file;
        private final Profile profile;

        private Recording(OutputStream file, Profile profile) {
            this.file = file;
            this.profile = profile;
        }

        static Recording to(Path path) throws IOException {
            OutputStream file = Files.newOutputStream(path);
            try {
                return new Recording(file, Profile.begin());
            } catch (IOException | RuntimeException | Error e) {
                try (file) {
                    throw e;
                }
            }
        }

        void end() throws IOException {
            try (file;
                    profile) {
                file.write(profile.end().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Override
    public void close() {
        try {
            if (recording != null) {
                recording.end();
            }
        } catch (IOException e) {
            log.log(System.Logger.Level.ERROR, "the profile could not be written: " + e.getMessage());
        }
    }
}

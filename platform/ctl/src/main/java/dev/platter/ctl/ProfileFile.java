// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import com.google.gson.JsonObject;
import dev.platter.control.line.JsonText;
import dev.platter.engine.parameters.DurationText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A flame graph of the server, in a file of the user who asks for it. */
final class ProfileFile {
    private static final String USUAL = "platter-profile.html";

    private final Session session;
    private final Duration time;
    private final Path file;

    private ProfileFile(Session session, Duration time, Path file) {
        this.session = session;
        this.time = time;
        this.file = file;
    }

    static ProfileFile of(Session session, Given given) throws Failure {
        String name = given.words().size() > 1 ? given.word(1) : USUAL;
        return new ProfileFile(session, TimeOption.parse("TIME", given.word(0)), Path.of(session.absolute(name)));
    }

    /** Records, waits, and writes. */
    void write() throws Failure {
        // Before the time is spent.
        if (!Files.isWritable(Files.exists(file) ? file : file.getParent())) {
            throw new Failure(
                    ExitStatus.TROUBLE, file + " cannot be written: name a file in a folder where you may write");
        }
        var arguments = new JsonObject();
        arguments.addProperty("seconds", DurationText.seconds(time));
        String page = Fields.of(session.await("profile", arguments)).text("page");
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new Failure(ExitStatus.TROUBLE, file + " cannot be written: " + e);
        }
        say();
    }

    private void say() {
        PrintStream out = session.terminal().out();
        if (session.json()) {
            var written = new JsonObject();
            written.addProperty("file", file.toString());
            out.println(JsonText.of(written));
        } else {
            out.println(Printable.of(file.toString()) + " has a flame graph of " + DurationText.of(time));
        }
    }
}

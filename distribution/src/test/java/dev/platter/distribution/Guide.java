// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page in docs/guide whose commands are typed by a test, and show what the page says. */
final class Guide {
    /** A command in the guide, and its output if the guide shows it. */
    private static final Pattern STEP = Pattern.compile("(?s)```sh\n(.*?)```\n(?:\n```text\n(.*?)```\n)?");

    /** Ends the processes that a failure would leave running. */
    private static final String LAST = "trap 'touch enough; kill $(jobs -p) 2> /dev/null; wait' EXIT\nexec 2>&1\n";

    /** Servers in the background clean up while they end. */
    private static final String FAREWELL = """
        for file in *.pid; do
            while [ -e "$file" ] && kill -0 "$(cat "$file")" 2> /dev/null; do sleep 0.1; done
        done
        """;

    private static final String END_OF_STEP = "-- end of step --";

    private final List<Step> steps = new ArrayList<>();

    private record Step(String typed, String shown) {}

    private Guide() {}

    static Guide read(String page) throws IOException {
        Guide guide = new Guide();
        Matcher matcher = STEP.matcher(Files.readString(Path.of("..", "docs", "guide", page)));
        while (matcher.find()) {
            guide.steps.add(new Step(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2)));
        }
        return guide;
    }

    /** What the guide shows. */
    String shown() {
        StringBuilder all = new StringBuilder();
        steps.forEach(step -> all.append(step.shown()).append(END_OF_STEP).append('\n'));
        return all.toString();
    }

    /**
     * What a shell shows that the commands are typed into.
     *
     * @param programs those that need not be on the path of this system; the test has declared them
     */
    String typed(Platter platter, List<String> programs) throws IOException {
        Tarball.unpack(platter.folder());
        Path folder = Files.createDirectory(platter.folder().resolve(".programs"));
        for (String program : programs) {
            // Without this folder in its path, where the program would find itself.
            String text = "#!/bin/sh\nPATH=" + Platter.quoted(System.getenv("PATH")) + " exec "
                    + Platter.captive(Peer.require(program)) + " \"$@\"\n";
            Path file = Files.writeString(folder.resolve(program), text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return shown(platter, platter.shell(script(folder + ":")));
    }

    /**
     * What a shell of the system of foreign programs shows: what is mounted by one of them is there for the others.
     *
     * @param program one of that system
     */
    String typedBeside(Peer program, Platter platter) throws IOException {
        Tarball.unpack(platter.folder());
        StringBuilder before = new StringBuilder();
        // Not in the environment of what leads to that system.
        platter.environment()
                .forEach((name, value) -> before.append("export ")
                        .append(name)
                        .append('=')
                        .append(Platter.quoted(value))
                        .append('\n'));
        before.append("cd ").append(Platter.quoted(platter.folder().toString())).append('\n');
        return shown(platter, program.besides("sh").run("-c", before + script("")));
    }

    /**
     * The commands, each with the end of its output.
     *
     * @param programs the beginning of the path in which programs are looked for
     */
    private String script(String programs) {
        StringBuilder script = new StringBuilder(LAST);
        script.append("PATH=")
                .append(Platter.quoted(System.getProperty("java.home") + "/bin:" + programs))
                .append("$PATH\n");
        steps.forEach(step ->
                script.append(step.typed()).append("echo '").append(END_OF_STEP).append("'\n"));
        return script.append(FAREWELL).toString();
    }

    /** The guide's folder, and no version in the name of the unpacked folder. */
    private static String shown(Platter platter, Outcome outcome) {
        return outcome.success()
                .replace(platter.folder().toString(), "/srv/demo")
                .replaceAll("/platter-[^/]+/", "/platter/");
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands of docs/guide/walk-through.md print what the guide shows. */
@Needs({"nbdcopy", "nbdsh"})
class WalkThroughIT {
    /** A command in the guide, and its output if the guide shows it. */
    private static final Pattern STEP = Pattern.compile("(?s)```sh\n(.*?)```\n(?:\n```text\n(.*?)```\n)?");

    /** Ends the processes that a failure would leave running. */
    private static final String LAST = "trap 'touch enough; kill $(jobs -p) 2> /dev/null; wait' EXIT\nexec 2>&1\n";

    private static final String END_OF_STEP = "-- end of step --";

    @RegisterExtension
    private final Platter platter = new Platter();

    private record Step(String typed, String shown) {}

    @Test
    void everyCommandShowsWhatTheGuideSays() throws IOException {
        List<Step> steps = steps();
        Tarball.unpack(platter.folder());
        StringBuilder script = new StringBuilder(LAST);
        script.append("PATH=")
                .append(Platter.quoted(System.getProperty("java.home") + "/bin"))
                .append(":$PATH\n");
        for (String client : List.of("nbdcopy", "nbdsh")) {
            String line = Platter.captive(Peer.require(client));
            script.append(client).append("() { ").append(line).append(" \"$@\"; }\n");
        }
        steps.forEach(step ->
                script.append(step.typed()).append("echo '").append(END_OF_STEP).append("'\n"));
        Outcome outcome = platter.shell(script.toString());
        assertEquals(comparable(text(steps)), comparable(inTheGuide(outcome.success())));
    }

    private static List<Step> steps() throws IOException {
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(Files.readString(Path.of("..", "docs", "guide", "walk-through.md")));
        while (matcher.find()) {
            steps.add(new Step(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2)));
        }
        return steps;
    }

    private static String text(List<Step> steps) {
        StringBuilder all = new StringBuilder();
        steps.forEach(step -> all.append(step.shown()).append(END_OF_STEP).append('\n'));
        return all.toString();
    }

    /** The output with the guide's folder, and without the version in the name of the unpacked folder. */
    private String inTheGuide(String shown) {
        return shown.replace(platter.folder().toString(), "/srv/demo").replaceAll("/platter-[^/]+/", "/platter/");
    }

    /** The output without the number of nbdcopy's connections, which varies. */
    private static String comparable(String shown) {
        return shown.replaceAll("read-write +[0-9]+", "read-write N");
    }
}

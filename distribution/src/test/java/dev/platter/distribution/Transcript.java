// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import java.util.ArrayList;
import java.util.List;

/** What a block of a manual page shows of a terminal: commands behind a prompt, with what they print; or commands alone. */
final class Transcript {
    private static final String PROMPT = "$ ";

    private Transcript() {}

    /** The commands of a block, whose lines are indented by one blank. */
    static List<String> commands(String block) {
        List<String> commands = new ArrayList<>();
        String text = block.replaceAll("(?m)^ ", "").strip();
        boolean prompted = text.startsWith(PROMPT);
        boolean open = false;
        for (String line : text.lines().toList()) {
            if (open) {
                commands.add(commands.removeLast() + "\n" + line);
            } else if (!prompted && !line.isBlank()) {
                commands.add(line);
            } else if (line.startsWith(PROMPT)) {
                commands.add(line.substring(PROMPT.length()));
            } else {
                continue;
            }
            open = isOpen(commands.getLast());
        }
        return commands;
    }

    /** Whether a command goes on in the next line. */
    private static boolean isOpen(String command) {
        boolean here = command.contains("<<'EOF'") && !command.endsWith("\nEOF");
        boolean quoted = command.chars().filter(character -> character == '\'').count() % 2 == 1;
        boolean condition = command.startsWith("if ") && !command.endsWith("fi");
        return command.endsWith("\\") || here || quoted || condition;
    }
}

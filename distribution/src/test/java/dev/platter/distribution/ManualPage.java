// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The literal blocks of a manual page that pod2man has made: in SYNOPSIS and EXAMPLES, or anywhere in a page that consists of
 * examples.
 */
final class ManualPage {
    private static final Set<String> ALL_EXAMPLES =
            Set.of("nbdkit-captive", "nbdkit-client", "nbdkit-probing", "nbdkit-service", "nbdkit-tls");

    /** Words that begin a command of a client, for the server of the block before. */
    private static final Pattern CLIENT = Pattern.compile("(nbdinfo|nbdsh|nbdcopy|qemu-img) .*", Pattern.DOTALL);

    private static final Pattern SERVER = Pattern.compile("^(\\S+ )?nbdkit( |$)");

    private final String name;
    private final List<ManualExample> examples = new ArrayList<>();
    private boolean servedBefore;

    private ManualPage(String name) {
        this.name = name;
    }

    /**
     * The examples of a page.
     *
     * @param name the page's name, for example {@code nbdkit-memory-plugin}
     * @param source what {@code man} formats
     */
    static List<ManualExample> examples(String name, String source) {
        ManualPage page = new ManualPage(name);
        String section = "";
        StringBuilder block = null;
        for (String line : source.lines().toList()) {
            if (line.startsWith(".SH ")) {
                section = line.substring(4).replace("\"", "");
                page.servedBefore = false;
            } else if (line.startsWith(".Vb")) {
                block = new StringBuilder();
            } else if (line.startsWith(".Ve") && block != null) {
                page.add(section, block.toString());
                block = null;
            } else if (block != null) {
                block.append(literal(line)).append('\n');
            }
        }
        return page.examples;
    }

    private static String literal(String line) {
        return line.replace("\\&", "")
                .replace("\\*(Aq", "'")
                .replace("\\-", "-")
                .replace("\\`", "`")
                .replace("\\e", "\\");
    }

    private void add(String section, String block) {
        if (section.equals("SYNOPSIS")) {
            Synopsis.commands(block, name.matches(".*-(plugin|filter)"))
                    .forEach(command -> examples.add(new ManualExample(name, command)));
        } else if (section.startsWith("EXAMPLE") || ALL_EXAMPLES.contains(name)) {
            addExamples(block);
        }
    }

    /** Each server has its example, with the commands before and after it that start none. */
    private void addExamples(String block) {
        List<String> script = new ArrayList<>();
        boolean served = false;
        for (String command : Transcript.commands(block)) {
            boolean server = SERVER.matcher(command).find();
            if (server && served) {
                examples.add(new ManualExample(name, String.join("\n", script)));
                script.clear();
            }
            served |= server;
            script.add(Substitutes.inExample(command));
        }
        String rest = String.join("\n", script);
        if (served) {
            examples.add(new ManualExample(name, rest));
            servedBefore = true;
        } else if (servedBefore && CLIENT.matcher(rest).matches()) {
            examples.add(new ManualExample(name, examples.removeLast().script() + "\n" + rest));
        }
    }
}

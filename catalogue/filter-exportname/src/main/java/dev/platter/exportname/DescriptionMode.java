// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exportname;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Where the descriptions of exports come from. */
public sealed interface DescriptionMode {
    /** How users write it. */
    String SYNTAX = "keep|none|fixed:TEXT|script:SCRIPT";

    /**
     * Reads a mode.
     *
     * @param text what a user wrote
     * @return the mode
     * @throws IllegalArgumentException if there is no such mode
     */
    static DescriptionMode parse(String text) {
        if (text.equals("keep")) {
            return new Keep();
        }
        if (text.equals("none")) {
            return new Fixed("");
        }
        if (text.startsWith("fixed:")) {
            return new Fixed(text.substring("fixed:".length()));
        }
        if (text.startsWith("script:")) {
            return new Script(text.substring("script:".length()));
        }
        throw new IllegalArgumentException(
                "it can be keep, none, fixed: and a text, or script: and a command, not '" + text + "'");
    }

    /**
     * Describes an export. May wait.
     *
     * @param name its name
     * @param behind how it is described behind the filter, possibly empty
     * @return the description, empty for none
     * @throws IOException if it cannot be made
     */
    String describe(String name, String behind) throws IOException;

    /** The description of the disk behind. */
    record Keep() implements DescriptionMode {
        @Override
        public String describe(String name, String behind) {
            return behind;
        }
    }

    /**
     * The same for all.
     *
     * @param text the description
     */
    record Fixed(String text) implements DescriptionMode {
        @Override
        public String describe(String name, String behind) {
            return text;
        }
    }

    /**
     * What a command prints.
     *
     * @param script is given to the shell
     */
    record Script(String script) implements DescriptionMode {
        private static final int LONGEST = 4096;
        private static final int PATIENCE_SECONDS = 30;

        @Override
        public String describe(String name, String behind) throws IOException {
            ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", script).redirectError(Redirect.INHERIT);
            shell.environment().put("name", name);
            Process process = shell.start();
            try {
                process.outputWriter().close();
                // A description cannot be longer; a script that prints more is stopped by its closed output.
                byte[] printed = process.getInputStream().readNBytes(LONGEST + 1);
                process.getInputStream().close();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("exportdesc: the script did not end within " + PATIENCE_SECONDS + " seconds");
                }
                return text(name, printed, process.exitValue());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("exportdesc: interrupted while the script ran", e);
            } finally {
                process.destroyForcibly();
            }
        }

        private static String text(String name, byte[] printed, int status) throws IOException {
            if (status != 0) {
                throw new IOException("exportdesc: the script failed for '" + name + "' with status " + status);
            }
            if (printed.length > LONGEST) {
                throw new IOException(
                        "exportdesc: the script printed more than " + LONGEST + " bytes for '" + name + "'");
            }
            String text = new String(printed, StandardCharsets.UTF_8);
            return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        }
    }
}

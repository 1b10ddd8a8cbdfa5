// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The launchers for sh, cmd and PowerShell run the same commands, and say the same if they cannot. */
@Tag("same-in-both-modes")
class CommandFilesTest {
    private static final String SH = read("src/main/tarball/bin/platter");
    private static final String CMD = read("src/main/windows/command.cmd");
    private static final String PS1 = read("src/main/windows/command.ps1");

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    /** The main class of each name, where group 1 is the name and group 2 the class. */
    private static Map<String, String> commands(String script, String pattern) {
        Map<String, String> commands = new TreeMap<>();
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(script);
        while (matcher.find()) {
            commands.put(matcher.group(1), matcher.group(2));
        }
        assertFalse(commands.isEmpty(), "the pattern finds nothing: " + pattern);
        return commands;
    }

    @Test
    void namesAreThoseOfTheSameCommands() {
        Map<String, String> sh = commands(SH, "^ +(platter[\\w-]*)\\)\\s+main=(\\S+)");
        assertEquals(sh, commands(CMD, "\"%name%\"==\"(\\S+)\" set \"main=(\\S+)\""));
        assertEquals(sh, commands(PS1, "^ +'(platter[\\w-]*)' \\{ '(\\S+)' }"));
    }

    @Test
    void theSameReleaseOfJavaIsNeeded() {
        String needed = commands(SH, "^(needed)=(\\d+)$").get("needed");
        assertEquals(needed, commands(CMD, "set \"(needed)=(\\d+)\"").get("needed"));
        assertEquals(needed, commands(PS1, "^\\$(needed) = (\\d+)$").get("needed"));
    }

    /** Without the names of variables, which each language marks in its own way. */
    private static Map<String, String> sentences(String script) {
        Map<String, String> sentences = new TreeMap<>();
        Matcher matcher = Pattern.compile("(?:fail |reason=|Stop-Command )\"?([^\"\n]*(?:Java|Platter)[^\"\n]*)\"")
                .matcher(script);
        while (matcher.find()) {
            String sentence = matcher.group(1)
                    .replaceAll("%PLATTER_JAVA:$", "")
                    .replaceAll("\\$env:\\w+|\\$\\{?\\w+}?|%\\w+%", "…")
                    .replace('\\', '/')
                    .replace("…/…", "…");
            sentences.put(sentence.replaceAll("\\W", "").toLowerCase(java.util.Locale.ROOT), sentence);
        }
        return sentences;
    }

    @Test
    void powerShellSaysWhatShSays() {
        Map<String, String> missing = new TreeMap<>(sentences(SH));
        missing.keySet().removeAll(sentences(PS1).keySet());
        // sh can tell why a file is not read, and names its folder otherwise.
        missing.values().removeIf(sentence -> sentence.contains("install Platter again"));
        assertEquals(Map.of(), missing);
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Pattern;

/**
 * The notation of a synopsis: {@code [...]} may be left out, {@code |} separates what excludes each other, capitals stand for a value. The
 * commands are few: the first has what cannot be left out. Each option of the server has one more, since some exclude each other; the
 * parameters of a plugin or filter are given together, each with its second choice, then each with its third, and so on. Of an option's
 * names the longest is taken.
 */
final class Synopsis {
    private static final Pattern COMMAND = Pattern.compile("(?m)^ (?=nbdkit)");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern BAR = Pattern.compile(" ?\\| ?");

    private final String text;
    private final boolean together;
    private int at;

    private Synopsis(String text, boolean together) {
        this.text = text;
        this.together = together;
    }

    /** The commands of a block of synopses, with values for what stands for one. */
    static List<String> commands(String block, boolean together) {
        SequencedSet<String> commands = new LinkedHashSet<>();
        for (String synopsis : COMMAND.split(block)) {
            if (synopsis.contains("<<")) {
                commands.add(synopsis.stripIndent().strip());
            } else if (!synopsis.isBlank()) {
                String line = BLANKS.matcher(synopsis.replace("\\\n", " "))
                        .replaceAll(" ")
                        .strip();
                String grammar = Substitutes.before(BAR.matcher(line).replaceAll("|"));
                for (String command : new Synopsis(grammar, together).sequence()) {
                    commands.add(Substitutes.after(
                            BLANKS.matcher(command).replaceAll(" ").strip()));
                }
            }
        }
        return List.copyOf(commands);
    }

    /** Words, up to a bracket that closes or the end. The first choice is the plainest. */
    private List<String> sequence() {
        List<List<String>> words = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != ']') {
            if (text.charAt(at) == ' ') {
                at++;
            } else {
                words.add(word());
            }
        }
        return combined(words, " ");
    }

    /** A word consists of groups and plain text. */
    private List<String> word() {
        List<List<String>> parts = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != ']' && text.charAt(at) != ' ') {
            parts.add(text.charAt(at) == '[' ? group() : plain());
        }
        return combined(parts, "");
    }

    private List<String> group() {
        boolean demanded = at > 0 && text.charAt(at - 1) == '=';
        int from = ++at;
        List<String> choices = new ArrayList<>(sequence());
        if (text.substring(from, at++).contains("...")) {
            return List.of("");
        }
        if (!demanded) {
            choices.addFirst("");
        }
        return choices;
    }

    private List<String> plain() {
        int from = at;
        boolean quoted = false;
        while (at < text.length() && (quoted || " []".indexOf(text.charAt(at)) < 0)) {
            quoted ^= text.charAt(at) == '\'';
            at++;
        }
        String plain = text.substring(from, at);
        if (plain.equals("...")) {
            return List.of("");
        }
        if (plain.startsWith("'") || plain.indexOf('|') < 0) {
            return List.of(plain);
        }
        List<String> choices = new ArrayList<>(List.of(plain.split("\\|")));
        if (plain.startsWith("-") && plain.indexOf('=') < 0) {
            return List.of(choices.getLast());
        }
        String key = choices.getFirst().substring(0, choices.getFirst().indexOf('=') + 1);
        choices.replaceAll(choice -> choice.indexOf('=') < 0 ? key + choice : choice);
        return choices;
    }

    private List<String> combined(List<List<String>> parts, String between) {
        return together ? inStep(parts, between) : oneByOne(parts, between);
    }

    private static List<String> inStep(List<List<String>> parts, String between) {
        int most = parts.stream().mapToInt(List::size).max().orElse(1);
        List<String> all = new ArrayList<>();
        for (int choice = 0; choice < most; choice++) {
            int step = choice;
            all.add(parts.stream()
                    .map(part -> part.get(Math.min(step, part.size() - 1)))
                    .collect(joining(between)));
        }
        return all;
    }

    private static List<String> oneByOne(List<List<String>> parts, String between) {
        List<String> first = new ArrayList<>();
        parts.forEach(part -> first.add(part.getFirst()));
        List<String> all = new ArrayList<>(List.of(String.join(between, first)));
        for (int part = 0; part < parts.size(); part++) {
            for (String other : parts.get(part).subList(1, parts.get(part).size())) {
                List<String> words = new ArrayList<>(first);
                words.set(part, other);
                all.add(String.join(between, words));
            }
        }
        return all;
    }
}

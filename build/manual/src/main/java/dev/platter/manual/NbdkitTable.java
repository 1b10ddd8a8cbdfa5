// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import dev.platter.engine.parameters.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The page about nbdkit's plugins and filters: which of them are ours, how ours differ, and why the others are missing. What is ours is
 * found in the modules, the rest in a list beside the page; the two must not contradict each other.
 */
final class NbdkitTable {
    private static final String PAGE = "catalogue.md";
    private static final String LIST = "nbdkit-members.txt";
    private static final String BEGIN = "<!-- What follows is made of the modules and of nbdkit-members.txt. -->";

    private final Path page;
    private final List<Complaint> complaints = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private NbdkitTable(Path page) {
        this.page = page;
    }

    /**
     * The page in a folder.
     *
     * @throws IOException if the list cannot be read
     */
    static NbdkitTable of(Path docs, Manual manual) throws IOException {
        NbdkitTable table = new NbdkitTable(docs.resolve(PAGE));
        List<NbdkitMember> members = table.read(docs.resolve(LIST), manual);
        for (Schema.Kind kind : Schema.Kind.values()) {
            List<NbdkitMember> some =
                    members.stream().filter(member -> member.kind() == kind).toList();
            table.write(kind, some, manual);
        }
        return table;
    }

    private List<NbdkitMember> read(Path list, Manual manual) throws IOException {
        List<NbdkitMember> members = new ArrayList<>();
        List<String> text = Files.readAllLines(list);
        for (int i = 0; i < text.size(); i++) {
            if (text.get(i).startsWith("#") || text.get(i).isEmpty()) {
                continue;
            }
            try {
                NbdkitMember member = NbdkitMember.parse(text.get(i));
                members.add(member);
                boolean ours = page(member, manual).isPresent();
                if (!ours && member.missing().isEmpty()) {
                    complaints.add(new Complaint(list, i + 1, "there is no such " + member.kind() + ": say why"));
                }
            } catch (IllegalArgumentException e) {
                complaints.add(new Complaint(list, i + 1, String.valueOf(e.getMessage())));
            }
        }
        return members;
    }

    private static Optional<Page> page(NbdkitMember member, Manual manual) {
        return page("platter-" + member.name() + "-" + member.kind(), manual);
    }

    private static Optional<Page> page(String name, Manual manual) {
        return manual.pages().stream().filter(page -> page.name().equals(name)).findFirst();
    }

    private void write(Schema.Kind kind, List<NbdkitMember> members, Manual manual) {
        long ours = members.stream()
                .filter(member -> page(member, manual).isPresent())
                .count();
        lines.add("");
        lines.add("## " + (kind == Schema.Kind.PLUGIN ? "Plugins" : "Filters"));
        lines.add("");
        lines.add(ours + " of nbdkit's " + members.size() + " are here.");
        lines.add("");
        lines.add("| nbdkit's | Here | |");
        lines.add("|---|---|---|");
        for (NbdkitMember member : members) {
            lines.add(page(member, manual)
                    .map(found -> "| " + member.name() + " | [yes](" + link(found) + ") | "
                            + member.differences().orElse("") + " |")
                    .orElseGet(() ->
                            "| " + member.name() + " | no | " + member.missing().orElse("") + " |"));
        }
        Set<String> theirs = members.stream().map(NbdkitMember::name).collect(Collectors.toSet());
        Set<String> alone = new TreeSet<>();
        for (Schema<?> schema : manual.catalogue().all(kind)) {
            if (!theirs.contains(schema.name())) {
                page(Catalogue.page(schema), manual)
                        .ifPresent(found ->
                                alone.add("[" + schema.name() + "](" + link(found) + "), " + schema.summary()));
            }
        }
        if (!alone.isEmpty()) {
            lines.add("");
            lines.add("Not in nbdkit: " + String.join("; ", alone) + ".");
        }
    }

    private String link(Page found) {
        return page.resolveSibling("").relativize(found.file()).toString().replace('\\', '/');
    }

    /** The faults of the page and of the list. */
    List<Complaint> check() throws IOException {
        List<Complaint> all = new ArrayList<>(complaints);
        List<String> text = Files.readAllLines(page);
        int begin = text.indexOf(BEGIN);
        if (begin < 0) {
            all.add(new Complaint(page, 0, "there is no line " + BEGIN));
        } else if (!text.subList(begin + 1, text.size()).equals(lines)) {
            all.add(new Complaint(
                    page,
                    begin + 1,
                    "what follows is out of date (mvn package -DskipTests -DskipITs -Dformat=apply makes it anew)"));
        }
        return all;
    }

    /** Makes the rest of the page anew. */
    void apply() throws IOException {
        List<String> text = new ArrayList<>(Files.readAllLines(page));
        int begin = text.indexOf(BEGIN);
        if (begin >= 0) {
            text.subList(begin + 1, text.size()).clear();
            text.addAll(lines);
            Files.writeString(page, String.join("\n", text) + "\n");
        }
    }
}

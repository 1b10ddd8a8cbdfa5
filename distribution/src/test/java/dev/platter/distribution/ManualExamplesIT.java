// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The examples of nbdkit's manual pages come to the same with nbdkit and with ours, but for what {@link NamedDifferences} names. The
 * pages are those of the installed nbdkit, and of the plugins and filters that the archive has. The table of all examples is written to
 * {@code target/manual-examples.html}.
 */
@Tag("same-in-both-modes")
@Tag("long")
@Needs({"certtool", "nbdkit", "nbdcopy", "nbdinfo", "nbdsh", "python3", "qemu-img", "unshare"})
@ExtendWith(Credentials.Maker.class)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ManualExamplesIT {
    /** Pages that are not of a plugin or filter. */
    private static final List<String> PAGES =
            List.of("nbdkit", "nbdkit-captive", "nbdkit-client", "nbdkit-probing", "nbdkit-service", "nbdkit-tls");

    private static final String SHOW_PAGES = """
        for page do
            for section in 1 3; do
                file=/usr/share/man/man$section/$page.$section.gz
                [ ! -e "$file" ] || { echo "== $page"; gzip -dc "$file"; }
            done
        done
        """;

    private static final Pattern BUNDLE = Pattern.compile("(plugin|filter)-(.*?)-\\d.*\\.jar");

    @RegisterExtension
    private final Platter platter = new Platter();

    @TestFactory
    List<DynamicTest> examplesAreTheSame(Credentials credentials) throws IOException, InterruptedException {
        assumeTrue(
                System.getProperty("user.name").equals("root"), "only root can give an example a network of its own");
        Set<String> bundles = bundles();
        List<ManualExample> examples = examples(bundles);
        ExampleReports reports = ExampleReports.of(
                examples.stream()
                        .map(example -> NotRun.without(example.script()))
                        .toList(),
                platter,
                credentials);
        List<ComparedExample> compared = new ArrayList<>();
        for (ManualExample example : examples) {
            compared.add(ComparedExample.of(example, reports.of(NotRun.without(example.script())), bundles));
        }
        ExampleTable.write(compared, Path.of("target", "manual-examples.html"));
        List<DynamicTest> tests = new ArrayList<>();
        for (ComparedExample one : compared) {
            tests.add(dynamicTest(
                    one.example().name(),
                    () -> assertEquals(
                            one.comparable().nbdkits(),
                            one.comparable().ours(),
                            one.example().script())));
        }
        tests.addAll(entriesAreNeeded(compared));
        return tests;
    }

    private static List<DynamicTest> entriesAreNeeded(List<ComparedExample> compared) {
        List<DynamicTest> tests = new ArrayList<>();
        for (NamedDifference named : NamedDifferences.LIST) {
            tests.add(dynamicTest(
                    "named: " + named.reason(),
                    () -> assertTrue(
                            named.atRandom() || compared.stream().anyMatch(one -> one.needs(named)),
                            () -> "no example differs in this any more: delete " + named)));
        }
        for (NotRun command : NotRun.COMMANDS) {
            tests.add(dynamicTest(
                    "not run: " + command.beginning(),
                    () -> assertTrue(
                            compared.stream()
                                    .flatMap(one ->
                                            Transcript.commands(one.example().script()).stream())
                                    .anyMatch(command::matches),
                            () -> "no example has such a command any more: delete " + command)));
        }
        return tests;
    }

    /** The plugins and filters of the archive, such as {@code plugin-memory}. */
    private Set<String> bundles() throws IOException {
        Path commands =
                Path.of(platter.command("nbdkit").commandLine().getFirst()).getParent();
        try (Stream<Path> jars = Files.list(commands.resolveSibling("bundles"))) {
            return jars.map(jar -> BUNDLE.matcher(jar.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(jar -> jar.group(1) + "-" + jar.group(2))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<ManualExample> examples(Set<String> bundles) {
        List<String> words = new ArrayList<>(List.of("-c", SHOW_PAGES, "sh"));
        words.addAll(PAGES);
        bundles.forEach(bundle -> words.add(bundle.replaceFirst("(plugin|filter)-(.*)", "nbdkit-$2-$1")));
        String shown = Peer.require("nbdkit")
                .besides("sh")
                .run(words.toArray(String[]::new))
                .success();
        Set<ManualExample> examples = new LinkedHashSet<>();
        for (String page : shown.split("(?m)^== ")) {
            int end = page.indexOf('\n');
            if (end > 0) {
                examples.addAll(ManualPage.examples(page.substring(0, end), page.substring(end + 1)));
            }
        }
        assertTrue(examples.size() > 100, () -> "the manual pages of nbdkit are not installed: " + examples);
        return List.copyOf(examples);
    }
}

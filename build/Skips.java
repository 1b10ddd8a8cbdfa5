// SPDX-License-Identifier: BSD-3-Clause
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Prints at the end of a build which tests were skipped, which programs they miss, and how to install those. Arguments:
 * {@code at-end ROOT} when Maven starts, {@code now ROOT MILLISECONDS} to read the reports that were written since.
 *
 * <p>The module build compiles it and runs it inside Maven's own virtual machine, so it keeps to Java 17. There it only
 * installs a hook, since no step of a build comes last: a failure ends the build before any step that waits for all
 * modules. The hook starts a new process, because Maven has closed this class's loader by then.
 */
public final class Skips {
    private static final Pattern REPORT = Pattern.compile(".*/target/(surefire|failsafe)-reports/TEST-[^/]*\\.xml");

    /** As the annotation Needs of testkit/peers writes it. */
    private static final Pattern NEED = Pattern.compile("(\\S+) \\(Debian's package (\\S+)\\)");

    private static final int DEPTH = 6;

    private final Map<String, Integer> programs = new TreeMap<>();
    private final TreeSet<String> packages = new TreeSet<>();
    private final Map<String, Integer> otherReasons = new TreeMap<>();
    private int skipped;

    public static void main(String[] args) throws IOException, XMLStreamException {
        if (args[0].equals("at-end")) {
            sayAtTheEnd(args[1]);
            return;
        }
        Skips skips = new Skips();
        FileTime since = FileTime.fromMillis(Long.parseLong(args[2]));
        for (Path report : reports(Path.of(args[1]))) {
            if (Files.getLastModifiedTime(report).compareTo(since) >= 0) {
                skips.read(report);
            }
        }
        System.out.print(skips.summary());
    }

    private static void sayAtTheEnd(String root) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path classes = Path.of(root, "build", "target", "skips");
        ProcessBuilder summary = new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        classes.toString(),
                        "Skips",
                        "now",
                        root,
                        Long.toString(System.currentTimeMillis()))
                .inheritIO();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        outermostGroup(),
                        () -> {
                            try {
                                summary.start().waitFor();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "skips"));
    }

    /**
     * Maven's plugin destroys the group in which it runs this class, and a thread in a destroyed group cannot start.
     */
    private static ThreadGroup outermostGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    private static List<Path> reports(Path root) throws IOException {
        try (Stream<Path> files = Files.find(
                root,
                DEPTH,
                (path, attributes) -> REPORT.matcher(path.toString()).matches())) {
            return files.sorted().toList();
        }
    }

    private void read(Path report) throws IOException, XMLStreamException {
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT
                        && xml.getLocalName().equals("skipped")) {
                    String message = xml.getAttributeValue(null, "message");
                    count(message == null ? "no reason given" : message);
                }
            }
        }
    }

    private void count(String reason) {
        skipped++;
        Matcher needs = NEED.matcher(reason);
        if (!reason.startsWith("needs ") || !needs.find()) {
            otherReasons.merge(reason, 1, Integer::sum);
            return;
        }
        do {
            programs.merge(needs.group(1), 1, Integer::sum);
            packages.add(needs.group(2));
        } while (needs.find());
    }

    private String summary() {
        if (skipped == 0) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(skipped == 1 ? "1 test was skipped:" : skipped + " tests were skipped:");
        programs.forEach((program, count) -> lines.add("  %4d for want of %s".formatted(count, program)));
        otherReasons.forEach((reason, count) -> lines.add("  %4d since %s".formatted(count, reason)));
        if (!packages.isEmpty()) {
            lines.add("Install what is missing with: apt-get install " + String.join(" ", packages));
        }
        lines.add("");
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }
}

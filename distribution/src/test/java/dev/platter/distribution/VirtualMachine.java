// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.platter.peers.Peer;
import dev.platter.testkit.heap.HeapDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import shark.HeapObject.HeapInstance;

/** The virtual machine of a server, inspected from outside by jcmd. */
final class VirtualMachine {
    /** Felix's class loader; there is one for each bundle that has loaded a class. */
    private static final String LOADER = "org.apache.felix.framework.BundleWiringImpl$BundleClassLoader";

    private static final String WIRING = "org.apache.felix.framework.BundleWiringImpl";
    private static final String REVISION = "org.apache.felix.framework.BundleRevisionImpl";

    private final long pid;

    VirtualMachine(long pid) {
        this.pid = pid;
    }

    private String command(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = Long.toString(pid);
        System.arraycopy(words, 0, all, 1, words.length);
        return Peer.at(Path.of(System.getProperty("java.home"), "bin", "jcmd"))
                .run(all)
                .success();
    }

    /** Collects garbage, and counts the class loaders of bundles that are left. */
    long loaders() {
        return command("GC.class_histogram")
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 3 && columns[3].equals(LOADER))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }

    /** The plugins and filters whose loaded version is not the newest, and the shortest path to one of their loaders. */
    String pathToOld(String newest, Path folder) throws IOException {
        Path file = folder.resolve("heap.hprof");
        command("GC.heap_dump", file.toString());
        try (HeapDump dump = HeapDump.open(file)) {
            Map<Long, String> old = new TreeMap<>();
            for (HeapInstance loader : dump.instancesOf(LOADER)) {
                HeapInstance revision = object(object(loader, LOADER, "m_wiring"), WIRING, "m_revision");
                String name = String.valueOf(requireNonNull(revision.get(REVISION, "m_symbolicName"))
                        .getValue()
                        .readAsJavaString());
                String version = version(revision);
                if (name.matches("dev\\.platter\\.(plugin|filter)\\..*") && !version.equals(newest)) {
                    old.put(loader.getObjectId(), name + " " + version);
                }
            }
            return String.join(", ", old.values()) + " did not go: " + dump.pathToOneOf(old.keySet());
        } finally {
            Files.delete(file);
        }
    }

    private static HeapInstance object(HeapInstance holder, String declaring, String field) {
        return requireNonNull(requireNonNull(holder.get(declaring, field)).getValueAsInstance());
    }

    private static String version(HeapInstance revision) {
        HeapInstance version = object(revision, REVISION, "m_version");
        return Stream.of("major", "minor", "micro")
                .map(part -> requireNonNull(version.get("org.osgi.framework.Version", part))
                        .getValue()
                        .getAsInt())
                .map(String::valueOf)
                .collect(joining("."));
    }
}

package dev.platter.distribution;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.platter.peers.Peer;
import dev.platter.testkit.heap.HeapDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import shark.HeapObject.HeapInstance;

/** The virtual machine of a server, looked at from outside. */
final class VirtualMachine {
    /** What Felix has for each bundle of which a class was loaded. */
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

    /** How many class loaders of bundles are left by a collection of garbage. */
    long loaders() {
        return command("GC.class_histogram")
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 3 && columns[3].equals(LOADER))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }

    /** What holds the class loaders of plugins and filters of any version but the newest: the shortest path, for people. */
    String pathToOld(String newest, Path folder) throws IOException {
        Path file = folder.resolve("heap.hprof");
        command("GC.heap_dump", file.toString());
        try (HeapDump dump = HeapDump.open(file)) {
            Set<Long> old = new HashSet<>();
            for (HeapInstance loader : dump.instancesOf(LOADER)) {
                HeapInstance revision = object(object(loader, LOADER, "m_wiring"), WIRING, "m_revision");
                String name = requireNonNull(revision.get(REVISION, "m_symbolicName"))
                        .getValue()
                        .readAsJavaString();
                if (String.valueOf(name).matches("dev\\.platter\\.(plugin|filter)\\..*")
                        && !version(revision).equals(newest)) {
                    old.add(loader.getObjectId());
                }
            }
            return dump.pathToOneOf(old);
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

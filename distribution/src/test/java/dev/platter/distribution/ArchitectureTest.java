// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.distribution.Modules.Module;
import dev.platter.distribution.Modules.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The dependencies that the design allows: cli, daemon → host → engine → api ← plugins and filters; client → api; cli,
 * daemon, plugins and filters → client; distribution → all. A module that may see another may also see the modules behind that one.
 *
 * <p>A module's kind follows from its folder, so a new plugin needs no change here. A new kind of module needs one, on
 * purpose. Only the main classes are checked; tests may use every module.
 */
class ArchitectureTest {
    private enum Library {
        NETTY("io.netty."),
        OSGI(
                "org.apache.felix.",
                "org.osgi.dto.",
                "org.osgi.framework.",
                "org.osgi.resource.",
                "org.osgi.service.",
                "org.osgi.util."),
        COMMONS_CLI("org.apache.commons.cli.");

        private final List<String> packages;

        Library(String... packages) {
            this.packages = List.of(packages);
        }

        boolean holds(String type) {
            return packages.stream().anyMatch(type::startsWith);
        }
    }

    /** The kinds of module: the pattern of the folder, the other kinds that it may see, and the libraries that it must not. */
    private enum Kind {
        API("api", Set.of(), Library.NETTY, Library.OSGI, Library.COMMONS_CLI),
        /** What server and client share. */
        CREDENTIALS("lib/credentials", Set.of(), Library.NETTY, Library.OSGI, Library.COMMONS_CLI),
        /** What the commands share. */
        OPTIONS("lib/cli", Set.of(), Library.NETTY, Library.OSGI),
        /** The C library, below others in {@code lib}. */
        LIBC("lib/linux-io", Set.of(API), Library.NETTY, Library.OSGI, Library.COMMONS_CLI),
        /** Random numbers, below others in {@code lib}. */
        GENERATORS("lib/generators", Set.of(), Library.NETTY, Library.OSGI, Library.COMMONS_CLI),
        LIB(
                "lib/(?!overlay|images|interpreters|web).+",
                Set.of(API, LIBC, GENERATORS),
                Library.NETTY,
                Library.OSGI,
                Library.COMMONS_CLI),
        /** The first class of every command must not need a jar that may be damaged. */
        START("platform/start", Set.of(), Library.NETTY, Library.OSGI, Library.COMMONS_CLI),
        /** Puts others in {@code lib} together: blocks and memory, files and programs, scripts and words, connections and ciphers. */
        OVERLAY(
                "lib/(overlay|images|interpreters|web)",
                Set.of(API, LIBC, LIB),
                Library.NETTY,
                Library.OSGI,
                Library.COMMONS_CLI),
        CLIENT("platform/client", Set.of(API, CREDENTIALS), Library.NETTY, Library.OSGI, Library.COMMONS_CLI),
        PLUGGED_IN(
                "(catalogue/(extra/)?)?(plugin|filter)-.+",
                Set.of(API, CLIENT, LIB, LIBC, GENERATORS, OVERLAY),
                Library.NETTY,
                Library.OSGI,
                Library.COMMONS_CLI),
        ENGINE("platform/engine", Set.of(API, CREDENTIALS), Library.OSGI, Library.COMMONS_CLI),
        HOST("platform/host", Set.of(ENGINE, API), Library.COMMONS_CLI),
        /** Looks at a process from outside of all that it does. */
        PROFILER("platform/profiler", Set.of(), Library.NETTY, Library.OSGI, Library.COMMONS_CLI),
        SERVER("platform/server", Set.of(HOST, PROFILER, ENGINE, API, CREDENTIALS), Library.OSGI, Library.COMMONS_CLI),
        CONTROL(
                "platform/control",
                Set.of(SERVER, HOST, ENGINE, API),
                Library.NETTY,
                Library.OSGI,
                Library.COMMONS_CLI),
        /** Sees the modules in {@code lib} too, so that a command and a filter can share an algorithm. */
        CLI(
                "platform/cli",
                Set.of(CONTROL, SERVER, PROFILER, HOST, ENGINE, API, CLIENT, LIB, LIBC, GENERATORS, OPTIONS)),
        /** A command that is not about servers; it has the options of the others in common. */
        TOOL("tool-.+", Set.of(API, CLIENT, LIB, LIBC, SERVER, CLI, OPTIONS), Library.NETTY, Library.OSGI),
        DAEMON("platform/daemon", Set.of(CONTROL, SERVER, HOST, ENGINE, API, OPTIONS)),
        /** Talks to the control socket; it sees the engine only for the text form of durations. */
        CTL("platform/ctl", Set.of(CONTROL, ENGINE, OPTIONS), Library.NETTY, Library.OSGI),
        TESTKIT("testkit", Set.of(ENGINE, API, CLIENT), Library.OSGI, Library.COMMONS_CLI),
        /** A separate module, since tests without heap dumps do not need the library that reads them. */
        TESTKIT_HEAP("testkit/heap", Set.of(TESTKIT), Library.NETTY, Library.OSGI, Library.COMMONS_CLI),
        /** A server that only records commands, for tests of programs that steer servers. */
        TESTKIT_SERVER(
                "testkit/server", Set.of(SERVER, HOST, ENGINE, API), Library.NETTY, Library.OSGI, Library.COMMONS_CLI),
        /** Foreign programs, for the integration tests of all modules. */
        PEERS("testkit/peers", Set.of(), Library.NETTY, Library.OSGI, Library.COMMONS_CLI),
        /** What plugins for languages must do, whose interpreters are foreign programs. */
        TESTKIT_SCRIPTS(
                "testkit/scripts",
                Set.of(TESTKIT, CLIENT, API, PEERS),
                Library.NETTY,
                Library.OSGI,
                Library.COMMONS_CLI),
        /** Watches the tests of other modules for leaks; not shipped. */
        LEAKS("build/leak-check", Set.of(), Library.OSGI, Library.COMMONS_CLI),
        /** Contains only tests, of a complete server with hostile clients. */
        HARDENING("platform/hardening", Set.of(API, LIB, LIBC, PLUGGED_IN, ENGINE, CLIENT, TESTKIT, PEERS)),
        BENCH("bench", Set.of(API, LIB, LIBC, PLUGGED_IN, ENGINE, CLIENT, HOST, SERVER, CLI, TOOL, DAEMON, TESTKIT)),
        /** Plugins and filters to copy, which see what those of a stranger see; not shipped. */
        EXAMPLES("docs/examples", Set.of(API, CLIENT), Library.NETTY, Library.OSGI, Library.COMMONS_CLI),
        /** The parent of all plugins and filters; it has no classes. */
        BUNDLE("catalogue/bundle", Set.of(API)),
        /** Lists all plugins and filters; it has no classes. */
        CATALOGUE("catalogue", Set.of(PLUGGED_IN, TOOL)),
        /** Likewise, for those of the archive platter-extra. */
        EXTRA("catalogue/extra", Set.of(PLUGGED_IN)),
        DISTRIBUTION(
                "distribution",
                Set.of(
                        API,
                        LIB,
                        CATALOGUE,
                        EXTRA,
                        PLUGGED_IN,
                        ENGINE,
                        CLIENT,
                        HOST,
                        SERVER,
                        CONTROL,
                        CTL,
                        CLI,
                        TOOL,
                        DAEMON,
                        START,
                        PEERS)),
        /** Puts the archive into packages; it has no classes. */
        PACKAGES("distribution/packages", Set.of(DISTRIBUTION, EXTRA, PEERS)),
        /** Parent and archetypes for authors; they have no classes of their own. */
        AUTHORS("authors/.+", Set.of()),
        /** Lays out what authors need; it has no classes. */
        CENTRAL("distribution/central", Set.of(AUTHORS, TESTKIT_HEAP)),
        /** Makes the manual pages from the schemas and option tables of all modules; not shipped. */
        MANUAL("build/manual", Set.of(ENGINE, API)),
        /** Holds other modules or helps to build them, and has no classes. */
        FRAME("|platform|lib|build", Set.of());

        private final String folder;
        private final Set<Kind> sees;
        private final List<Library> shuns;

        Kind(String folder, Set<Kind> sees, Library... shuns) {
            this.folder = folder;
            this.sees = sees;
            this.shuns = List.of(shuns);
        }

        static Kind of(Module module) {
            return Arrays.stream(values())
                    .filter(kind -> module.path().matches(kind.folder))
                    .findFirst()
                    .orElseThrow(
                            () -> new AssertionError(module.path() + " is of no kind that ArchitectureTest knows"));
        }
    }

    private static final int LONGEST_POM = 30;

    /** Modules whose POM lists others, however many there are. */
    private static final Set<Kind> LISTS = Set.of(Kind.CATALOGUE, Kind.EXTRA, Kind.FRAME);

    /** A line that is a complete entry of a list of modules or dependencies. */
    private static final Pattern ENTRY = Pattern.compile("\\s*<(module|dependency)>.*</\\1>");

    private static List<Module> modules;

    /** The module that each package belongs to. */
    private static Map<String, Module> owners;

    @BeforeAll
    static void findModules() throws IOException {
        modules = Modules.find(Modules.root());
        owners = new TreeMap<>();
        modules.forEach(m -> m.packages().forEach(p -> owners.put(p, m)));
    }

    @Test
    void noClassUsesAModuleThatItsOwnMustNotSee() {
        assertNone(uses((module, used) -> {
            Module owner = owners.get(Modules.packageOf(used));
            return owner != null && owner != module && !Kind.of(module).sees.contains(Kind.of(owner))
                    ? "of " + owner.path()
                    : null;
        }));
    }

    @Test
    void noClassUsesALibraryThatItsModuleMustNotSee() {
        assertNone(uses((module, used) -> Kind.of(module).shuns.stream().anyMatch(library -> library.holds(used))
                ? "which " + module.path() + " must not see"
                : null));
    }

    @Test
    void theApiUsesNothingButTheJdk() {
        Set<String> jdk = new HashSet<>();
        ModuleLayer.boot().modules().forEach(m -> jdk.addAll(m.getPackages()));
        Predicate<String> annotation =
                used -> used.startsWith("org.jspecify.annotations.") || used.startsWith("org.osgi.annotation.");
        assertNone(uses((module, used) -> Kind.of(module) == Kind.API
                        && !jdk.contains(Modules.packageOf(used))
                        && owners.get(Modules.packageOf(used)) != module
                        && !annotation.test(used)
                ? "which is not of the JDK"
                : null));
    }

    @Test
    void noPomDependsOnAModuleThatItsOwnMustNotSee() {
        Map<String, Module> byArtifact = modules.stream().collect(toMap(Module::artifactId, m -> m));
        assertNone(modules.stream()
                .flatMap(module -> module.dependencies().stream()
                        .map(byArtifact::get)
                        .filter(Objects::nonNull)
                        .filter(other -> !Kind.of(module).sees.contains(Kind.of(other)))
                        .map(other -> module.path() + "/pom.xml: " + other.path() + " must not be seen from here")));
    }

    /** Their tests are left out in the portable mode, which is another way to open files and sockets. */
    @Test
    void modulesThatAreTheSameInBothModesOpenNeither() throws IOException {
        Set<String> others =
                Set.of("dev.platter.engine", "dev.platter.server", "dev.platter.libc", "dev.platter.files");
        List<String> found = new ArrayList<>();
        for (Module module : modules) {
            String pom = Files.readString(Modules.root().resolve(module.path()).resolve("pom.xml"));
            if (pom.contains("<same.in.both.modes>true<")) {
                module.types().stream()
                        .flatMap(type -> type.uses().stream().map(used -> type.name() + " uses " + used))
                        .filter(use -> others.stream().anyMatch(other -> use.contains(" uses " + other + ".")))
                        .forEach(found::add);
            }
        }
        assertNone(found.stream());
    }

    /** Settings that modules have in common belong in the parent. The entries of lists of modules, and of the catalogue's, do not count. */
    @Test
    void noPomOfAModuleIsLong() throws IOException {
        List<String> longOnes = new ArrayList<>();
        for (Module module : modules) {
            Path pom = Modules.root().resolve(module.path()).resolve("pom.xml");
            long lines = Files.readAllLines(pom).stream()
                    .filter(line -> !LISTS.contains(Kind.of(module))
                            || !ENTRY.matcher(line).matches())
                    .count();
            if (!module.path().isEmpty() && lines >= LONGEST_POM) {
                longOnes.add(module.path() + "/pom.xml has " + lines + " lines, and at most " + (LONGEST_POM - 1)
                        + " are allowed");
            }
        }
        assertNone(longOnes.stream());
    }

    @Test
    void noPackageIsInTwoModules() {
        assertNone(modules.stream()
                .flatMap(module -> module.packages().stream()
                        .filter(p -> owners.get(p) != module)
                        .map(p -> p + " is in " + module.path() + " and in "
                                + owners.get(p).path())));
    }

    @Test
    void packagesFormNoCycle() {
        Map<String, Set<String>> graph = new TreeMap<>();
        modules.forEach(module -> module.types()
                .forEach(type -> type.uses().stream()
                        .map(Modules::packageOf)
                        .filter(owners::containsKey)
                        .filter(used -> !used.equals(type.inPackage()))
                        .forEach(used -> graph.computeIfAbsent(type.inPackage(), _ -> new TreeSet<>())
                                .add(used))));
        Set<String> done = new HashSet<>();
        Set<String> cycles = new TreeSet<>();
        graph.keySet().forEach(start -> walk(start, graph, new ArrayDeque<>(), done, cycles));
        assertNone(cycles.stream());
    }

    private static void walk(
            String at, Map<String, Set<String>> graph, Deque<String> path, Set<String> done, Set<String> cycles) {
        if (path.contains(at)) {
            List<String> cycle = path.stream().dropWhile(p -> !p.equals(at)).toList();
            cycles.add(String.join(" → ", cycle) + " → " + at + witnesses(cycle));
        } else if (!done.contains(at)) {
            path.addLast(at);
            graph.getOrDefault(at, Set.of()).forEach(next -> walk(next, graph, path, done, cycles));
            path.removeLast();
            done.add(at);
        }
    }

    /** One class for each step of a cycle, so that the import to remove is easy to find. */
    private static String witnesses(List<String> cycle) {
        return Stream.iterate(0, i -> i < cycle.size(), i -> i + 1)
                .map(i -> witness(cycle.get(i), cycle.get((i + 1) % cycle.size())))
                .collect(joining(", ", " (", ")"));
    }

    private static String witness(String from, String to) {
        for (Type type : owners.get(from).types()) {
            if (!type.inPackage().equals(from)) continue;
            for (String used : type.uses()) {
                if (Modules.packageOf(used).equals(to)) return type.name() + " uses " + used;
            }
        }
        throw new AssertionError("no class of " + from + " uses " + to);
    }

    @Test
    void everyFolderWithAPomIsBuilt() {
        Set<String> listed = new HashSet<>();
        modules.forEach(m -> m.submodules().forEach(s -> listed.add(m.path().isEmpty() ? s : m.path() + "/" + s)));
        assertNone(modules.stream()
                .map(Module::path)
                .filter(path -> !path.isEmpty() && !listed.contains(path))
                .map(path -> path + " stands in no <modules>"));
    }

    @Test
    void theCatalogueNamesAllThatPlugsIn() {
        assertNone(modules.stream()
                .filter(m -> Kind.of(m) == Kind.PLUGGED_IN || Kind.of(m) == Kind.TOOL)
                .filter(m -> !listOf(m).dependencies().contains(m.artifactId()))
                .map(m -> m.artifactId() + " is missing from the <dependencies> of "
                        + listOf(m).path() + "/pom.xml"));
    }

    /** The folder decides to which archive a bundle belongs. */
    private static Module listOf(Module member) {
        Module extra = only(Kind.EXTRA);
        return member.path().startsWith(extra.path() + "/") ? extra : only(Kind.CATALOGUE);
    }

    /** Otherwise a parallel build might pack the archive before the bundles are built. */
    @Test
    void theDistributionWaitsForTheCatalogue() {
        Set<String> waited = only(Kind.DISTRIBUTION).dependencies();
        assertTrue(waited.contains(only(Kind.CATALOGUE).artifactId()));
        assertTrue(waited.contains(only(Kind.EXTRA).artifactId()));
    }

    private static Module only(Kind kind) {
        return modules.stream().filter(m -> Kind.of(m) == kind).findFirst().orElseThrow();
    }

    private interface Rule {
        /** The reason why a class of {@code module} must not use the class {@code used}, or null if it may. */
        String objection(Module module, String used);
    }

    private static Stream<String> uses(Rule rule) {
        return modules.stream()
                .flatMap(module -> module.types().stream()
                        .flatMap(type -> type.uses().stream()
                                .map(used -> {
                                    String objection = rule.objection(module, used);
                                    return objection == null ? null : type.name() + " uses " + used + ", " + objection;
                                })
                                .filter(Objects::nonNull)));
    }

    private static void assertNone(Stream<String> violations) {
        Collection<String> sorted = new TreeSet<>(violations.toList());
        assertEquals("", String.join("\n", sorted));
    }
}

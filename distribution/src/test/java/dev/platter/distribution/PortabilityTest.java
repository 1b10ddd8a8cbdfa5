// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.distribution.Modules.Type;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nothing that only POSIX systems have is used without a thought about the others. What Java itself refuses elsewhere must be guarded by the
 * class that uses it, which can be seen in its code. What is only a name there, such as a path below {@code /proc}, is listed with what
 * happens on a system that does not know it. A class that is added to a list is one that somebody has looked at.
 */
@Tag("same-in-both-modes")
class PortabilityTest {
    /** Paths and programs that Windows lacks, and macOS in part. */
    private static final Map<String, String> NAMES = new TreeMap<>();

    /** Links to libraries of the system, which may lack them: a {@link LinkageError}, or another way. */
    private static final Map<String, String> LINKS = new TreeMap<>();

    private static void name(String type, String elsewhere) {
        NAMES.put("dev.platter." + type, elsewhere);
    }

    private static void link(String type, String elsewhere) {
        LINKS.put("dev.platter." + type, elsewhere);
    }

    static {
        name(
                "api.parameters.Secret",
                "the words of a secret say that a descriptor is meant; opening it fails with its name");
        name("blkio.library.ConnectedSockets", "only Linux has libblkio");
        name("web.Encryption", "without those files, the certificates count that Java has");
        name(
                "cli.copy.ProgressDisplay",
                "a display on another descriptor is only asked for by name, and opening it fails with that name");
        name(
                "cli.jobs.ControllingTerminal",
                "Job asks PosixCalls first, which no system has that lacks a terminal of this kind");
        name("cli.jobs.GroupJob", "CaptiveShell starts cmd.exe on Windows");
        name("cli.jobs.Job", "CaptiveShell starts cmd.exe on Windows");
        name("cli.jobs.PosixCalls", "Job takes another way where they cannot be linked");
        name("cli.jobs.SessionJob", "CaptiveShell starts cmd.exe on Windows");
        name("cli.jobs.TreeJob", "on Windows only its way with words is taken, which are those of cmd.exe");
        name("daemon.metrics.ProcessMetrics", "the file is not there, and the metric is left out");
        name("data.Outside", "a program in the words of a disk cannot be started: the parameter is refused");
        name("engine.Descriptors", "the file is not there, and the limit is unknown");
        name("engine.Reserve", "the file is not there, and nothing is kept in reserve");
        name("engine.tls.CertificateFolder", "the folder is not there, and the next one is looked at");
        name("engine.transmission.ControlGroup", "the file is not there, and there is no limit");
        name("eval.Snippets", "a script cannot be started: the plugin is refused");
        name("exitwhen.ExitWhenDetails", "NUL on Windows");
        name("exitwhen.PipeClosed", "refused on other systems, with the parameter to use instead");
        name("exitwhen.ProcessExited", "asks Java for the process where the folder is not there");
        name("exitwhen.ScriptSays", "a script cannot be started: the filter is refused");
        name("exportname.DescriptionMode", "a script cannot be started: the parameter is refused");
        name("file.GivenDescriptor", "refused where neither of the two folders is there");
        name("files.FileLocks", "only the locks of Linux are taken");
        name("files.LockOwners", "only the locks of Linux have owners");
        name("interpreters.Language", "a script in Lua or Tcl cannot be started: it is refused");
        name("libc.ActivatedProgram", "asks ChildProcess whether it can be");
        name("libc.ChildProcess", "only where this is Linux; JavaPrograms elsewhere");
        name("log.LogScript", "a script cannot be started: the parameter is refused");
        name("ondemand.DiskCommand", "a script cannot be started: the disk is refused");
        name("proxy.InheritedSocket", "refused where the folder of descriptors is not there");
        name("proxy.ServicePort", "the file is not there, and only numbers of ports are known");
        name("scripts.JavaPrograms", "NUL on Windows");
        name("scripts.ScratchFolder", "java.io.tmpdir where the folder is not there");
        name("seekable.OwnerMark", "the file is not there, and the mark is made without it");
        name("ssh.Place", "files that are not there count for nothing");
        name("server.listeners.InheritedSocket", "systemd hands over no socket elsewhere");
        name("server.log.ServerLog", "JournalSocket answers no where the file is not there");
        name("server.process.Background", "no launcher of Windows starts a daemon");

        link("blkio.library.LibBlkio", "the plugin says which library is missing");
        link("cli.jobs.PosixCalls", "Job takes another way");
        link("engine.transmission.FileSender", "only for epoll's channels, which Linux alone has");
        link("libc.CachedReads", "callers ask Linux.isHere first");
        link("libc.DirectAccess", "callers ask Linux.isHere first");
        link("libc.NativeCalls", "callers ask Linux.isHere or Unix.current first");
        link("libc.ChildProcess", "asks Linux.isHere");
        link("server.SystemdReadiness", "only where NOTIFY_SOCKET is set, as by systemd");
        link("server.exports.UnixNames", "UnsatisfiedLinkError: no user has that name");
        link("server.listeners.InheritedSocket", "only where LISTEN_PID is set, as by systemd");
        link("server.log.SystemLog", "LinkageError: --log=syslog is refused");
        link("libc.ForeignLibrary", "callers ask whether this is Linux first");
        link("server.process.Account", "LinkageError: -u and -g are refused");
        link("server.process.CLibrary", "LinkageError: callers refuse what was asked for, or go another way");
    }

    /** A top-level class, with all that is nested in it, since one part may guard another. */
    private static Map<String, List<Type>> classes;

    @BeforeAll
    static void findClasses() throws IOException {
        classes = Modules.find(Modules.root()).stream()
                .filter(module -> !module.path().matches("(testkit|bench|build|docs|distribution).*"))
                .flatMap(module -> module.types().stream())
                .collect(groupingBy(type -> type.name().replaceFirst("\\$.*", ""), TreeMap::new, toList()));
    }

    private static TreeSet<String> those(Predicate<Type> rule) {
        TreeSet<String> found = new TreeSet<>();
        classes.forEach((name, types) -> {
            if (types.stream().anyMatch(rule)) {
                found.add(name);
            }
        });
        return found;
    }

    /** Java throws an exception for them on Windows. */
    private static boolean needsPermissions(Type type) {
        return type.calls().contains("java.nio.file.attribute.PosixFilePermissions.asFileAttribute")
                || type.calls().contains("java.nio.file.Files.setPosixFilePermissions")
                || type.calls().contains("java.nio.file.Files.getPosixFilePermissions")
                || type.texts().stream().anyMatch(text -> text.matches("(unix|posix):.*"));
    }

    private static boolean asksForPermissions(Type type) {
        return type.calls().contains("java.nio.file.FileSystem.supportedFileAttributeViews")
                || type.calls().contains("java.nio.file.Files.getFileAttributeView")
                || type.uses().contains("java.lang.UnsupportedOperationException")
                // Or what leads there needs a library that only POSIX systems have.
                || type.uses().contains("java.lang.LinkageError");
    }

    @Test
    void permissionsAreOnlyUsedWhereTheFileSystemIsAsked() {
        TreeSet<String> unguarded = those(PortabilityTest::needsPermissions);
        unguarded.removeAll(those(PortabilityTest::asksForPermissions));
        assertEquals(new TreeSet<>(), unguarded);
    }

    private static boolean namesWhatOnlyPosixHas(Type type) {
        return type.texts().stream()
                .anyMatch(text -> text.matches("/(proc|dev|sys|run|etc|var|bin|usr)(/(?!platter/).*)?"));
    }

    @Test
    void pathsOfUnixAreKnownNotToExistElsewhere() {
        assertEquals(NAMES.keySet(), those(PortabilityTest::namesWhatOnlyPosixHas));
    }

    private static boolean linksALibrary(Type type) {
        return type.calls().contains("java.lang.foreign.Linker.nativeLinker")
                || type.calls().contains("com.sun.jna.Native.load")
                || type.calls().contains("com.sun.jna.Native.register")
                || type.calls().contains("com.sun.jna.NativeLibrary.getInstance")
                || type.calls().contains("com.sun.jna.Function.getFunction");
    }

    @Test
    void librariesOfTheSystemAreKnownToBeMissingElsewhere() {
        assertEquals(LINKS.keySet(), those(PortabilityTest::linksALibrary));
    }
}

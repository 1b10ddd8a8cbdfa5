// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.server.PlatterVersion;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Where Platter is installed, and what scripts need to know about it. */
final class Configuration {
    private final Path home;

    /** Describes an installation by its folder, the one with {@code bin} and {@code bundles} in it. */
    Configuration(Path home) {
        this.home = home.toAbsolutePath().normalize();
    }

    Path bundles() {
        return home.resolve("bundles");
    }

    /** For {@code --dump-config}: lines {@code key=value} under nbdkit's keys. */
    void dump(PrintStream out) {
        String version = Program.isNbdkit() ? Program.NBDKIT_VERSION : PlatterVersion.read();
        String[] numbers = version.split("[.-]", -1);
        out.println("binary=" + home.resolve("bin").resolve(Program.name()));
        out.println("bindir=" + home.resolve("bin"));
        out.println("exit_with_parent=yes");
        out.println("filterdir=" + bundles());
        out.println("host_cpu=" + System.getProperty("os.arch"));
        out.println("host_os=" + System.getProperty("os.name").toLowerCase(Locale.ROOT));
        out.println("java_home=" + System.getProperty("java.home"));
        out.println("java_version=" + System.getProperty("java.version"));
        out.println("libdir=" + home.resolve("lib"));
        out.println("mandir=" + home.resolve("share").resolve("man"));
        out.println("name=" + Program.name());
        out.println("platter_version=" + PlatterVersion.read());
        out.println("plugindir=" + bundles());
        out.println("root_tls_certificates_dir=/etc/pki/nbdkit");
        out.println("run_default_socket=Unix");
        out.println("sbindir=" + home.resolve("bin"));
        out.println("selinux=no");
        out.println("soext=jar");
        out.println("sysconfdir=" + home.resolve("etc"));
        out.println("timeout_option=yes");
        out.println("tls=yes");
        out.println("version=" + version);
        out.println("version_major=" + numbers[0]);
        out.println("version_minor=" + numbers[1]);
        out.println("vsock_option=no");
        out.println("zstd=yes");
    }
}

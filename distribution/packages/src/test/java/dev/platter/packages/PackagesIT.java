// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the packages do to a system: they are installed, serve as a service, are upgraded in use and leave nothing behind. */
@Needs("rpm")
@Timeout(300)
class PackagesIT {
    private static final String URI = "'nbd+unix:///disk?socket=/run/platter/nbd.sock'";

    @RegisterExtension
    private final Machine machine = new Machine();

    private String files;

    /** Everything that is installed, but what programs leave in their caches. */
    private String listing() {
        return machine.shell(
                "find /etc /usr /opt /var/lib -xdev ! -path '/var/lib/dpkg/*' ! -path '/usr/lib/sysimage/*'"
                        + " ! -path '/var/lib/rpm/*' ! -path '/var/lib/systemd/*' ! -name 'passwd*' ! -name 'group*'"
                        + " ! -name 'shadow*' ! -name 'gshadow*' ! -name '.pwd.lock' ! -path /etc/.updated | sort");
    }

    @BeforeEach
    void list() {
        files = listing();
    }

    /** An image of 1 MiB under the name disk. */
    private void serveADisk() {
        machine.shell("""
            cat >/etc/platter/conf.d/disk.toml <<'END'
            [export.disk.plugin]
            use = "file"
            parameters = { file = "/var/lib/platter/disk.img" }
            END
            chmod 640 /etc/platter/conf.d/disk.toml
            chgrp platter /etc/platter/conf.d/disk.toml
            install -d -o platter -g platter /var/lib/platter
            truncate --size 1M /var/lib/platter/disk.img
            chown platter: /var/lib/platter/disk.img
            """);
    }

    private void assertServed() {
        assertEquals("1048576\n", machine.shell("nbdinfo --size " + URI));
    }

    private void installDebian(String pattern) throws IOException {
        machine.shell("dpkg --install " + Machine.built(pattern));
    }

    /** The same package as of a later version. */
    private String laterDebian() throws IOException {
        return machine.shell("""
            dpkg-deb --raw-extract %s /tmp/later
            sed -i 's/^Version: .*/Version: 999/' /tmp/later/DEBIAN/control
            echo changed >>/tmp/later/usr/share/doc/platter/copyright
            dpkg-deb -Znone --build /tmp/later /tmp/later.deb >/dev/null
            echo /tmp/later.deb
            """.formatted(Machine.built("platter_*.deb"))).strip();
    }

    @Test
    void debianPackageServesIsUpgradedInUseAndRemoved() throws Exception {
        installDebian("platter_*.deb");
        assertTrue(machine.shell("platter --version").startsWith("platter "));
        machine.shell("test -s /usr/share/man/man1/platter.1.gz; ls /usr/lib/platter/lib/aot/*.aot");
        assertEquals("/usr/bin/nbdkit\n", machine.shell("command -v nbdkit"), "nbdkit's own");
        assertTrue(machine.shell("/usr/lib/platter/compat/nbdkit --version").startsWith("nbdkit "));

        serveADisk();
        machine.shell("systemctl start platterd");
        assertServed();
        assertEquals("platter\n", machine.shell("ps -o user= -p $(systemctl show -P MainPID platterd)"));

        Process client = machine.start(
                "qemu-io",
                "--image-opts",
                "driver=nbd,export=disk,reconnect-delay=60,server.type=unix,server.path=/run/platter/nbd.sock");
        try (PrintStream commands = new PrintStream(client.getOutputStream(), true);
                BufferedReader answers = client.inputReader()) {
            commands.println("write -P 7 0 64k");
            awaitAnswer(answers, "wrote 65536/65536");
            String process = machine.shell("systemctl show -P MainPID platterd");

            machine.shell("dpkg --install " + laterDebian());

            assertNotEquals(process, machine.shell("systemctl show -P MainPID platterd"));
            commands.println("read -P 7 0 64k");
            awaitAnswer(answers, "read 65536/65536");
            commands.println("quit");
        }
        assertEquals(0, client.waitFor());

        machine.shell("dpkg --remove platter");
        assertNotEquals(0, machine.run("systemctl", "is-active", "platterd").status());
        machine.shell("test -e /etc/platter/conf.d/disk.toml; rm -r /var/lib/platter");
        machine.shell("rm /etc/platter/conf.d/disk.toml; dpkg --purge platter");
        assertEquals(files, listing());
    }

    @Test
    void extraPluginsComeWithAPackageOfTheirOwn() throws IOException {
        installDebian("platter_*.deb");
        String refusal = machine.run("platter", "curl", "http://127.0.0.1/").err();
        assertTrue(refusal.contains("'curl' comes with platter-extra"), refusal);

        installDebian("platter-extra_*.deb");
        assertTrue(machine.shell("platter curl --version").contains("curl "));
        machine.shell("test -s /usr/share/man/man1/platter-curl-plugin.1.gz");

        machine.shell("dpkg --purge platter-extra");
        machine.shell("test ! -e /usr/lib/platter/lib/checksums-extra; test ! -e /usr/share/doc/platter-extra");
        machine.shell("platter memory --version");
    }

    private static void awaitAnswer(BufferedReader answers, String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            seen.append(line).append('\n');
            if (line.contains(text)) {
                return;
            }
        }
        throw new AssertionError("not \"" + text + "\", but\n" + seen);
    }

    /** Java accepts a prepared start only from the very Java that has made it. */
    @Test
    void anotherJavaOnTheSystemHasTheStartPreparedAnew() throws IOException {
        installDebian("platter_*.deb");
        machine.shell("""
            rm -r /usr/lib/platter/lib/aot
            mkdir -p /tmp/java/DEBIAN /tmp/java/usr/lib/jvm/another
            printf '%s\\n' 'Package: another-java' 'Version: 1' 'Architecture: all' 'Maintainer: nobody <nobody@localhost>' \
                'Description: a folder below /usr/lib/jvm' >/tmp/java/DEBIAN/control
            dpkg-deb --build /tmp/java >/dev/null
            dpkg --install /tmp/java.deb
            ls /usr/lib/platter/lib/aot/*.aot
            """);
    }

    @Test
    void runtimePackageIsEnoughWhereThereIsNoJava() throws IOException {
        machine.shell("dpkg --purge --force-depends openjdk-25-jre-headless; rm -rf /usr/lib/jvm");
        Outcome refused =
                machine.run("dpkg", "--install", Machine.built("platter_*.deb").toString());
        assertEquals(1, refused.status());
        // It is unpacked all the same.
        assertEquals(
                "platter: error: Java 25 or newer is needed, and none was found: install one, or set PLATTER_JAVA to"
                        + " its folder\n",
                machine.run("/usr/lib/platter/bin/platter", "--version").err());
        machine.shell("dpkg --remove platter");
        machine.shell(
                "dpkg --install " + Machine.built("platter-runtime_*.deb") + " " + Machine.built("platter_*.deb"));
        machine.shell("ls /usr/lib/platter/lib/aot/*.aot");
        assertEquals("1048576\n", machine.shell("platter -U - memory 1M --run 'nbdinfo --size \"$uri\"'"));
    }

    @Test
    void serviceIsConfinedUntilADropInSaysMore() throws IOException {
        installDebian("platter_*.deb");
        serveADisk();
        machine.shell("systemctl start platterd");
        machine.shell("systemd-analyze security --no-pager --threshold=25 platterd.service");
        machine.shell("""
            install -d -o platter -g platter /srv/images
            mv /var/lib/platter/disk.img /srv/images/
            sed -i s,/var/lib/platter/,/srv/images/, /etc/platter/conf.d/disk.toml
            systemctl reload platterd
            """);
        String write = "qemu-io -f raw -c 'write 0 4k' 'nbd+unix:///disk?socket=/run/platter/nbd.sock'";
        assertEquals(1, machine.run("sh", "-c", write).status());

        machine.shell("""
            mkdir -p /etc/systemd/system/platterd.service.d
            cp /usr/share/doc/platter/disks.conf.example /etc/systemd/system/platterd.service.d/disks.conf
            systemctl daemon-reload
            systemctl restart platterd
            """);
        machine.shell(write);
        machine.shell("systemd-analyze security --no-pager --threshold=25 platterd.service");
    }

    @Test
    void blockDeviceIsServedOnceADropInNamesIt() throws IOException {
        installDebian("platter_*.deb");
        serveADisk();
        // There is no udev in the machine that would make the nodes of devices.
        String device = machine.shell("""
            mknod /dev/loop-control c 10 237
            for n in $(seq 0 31); do
                mknod -m 660 /dev/loop$n b 7 $n
                chgrp disk /dev/loop$n
            done
            truncate --size 1M /root/device.img
            losetup --find --show /root/device.img
            """).strip();
        try {
            machine.shell("sed -i s,/var/lib/platter/disk.img," + device + ", /etc/platter/conf.d/disk.toml");
            machine.shell("systemctl start platterd");
            String write = "qemu-io -f raw -c 'write -P 7 4k 4k' 'nbd+unix:///disk?socket=/run/platter/nbd.sock'";
            assertNotEquals(0, machine.run("sh", "-c", write).status());

            machine.shell("""
                mkdir -p /etc/systemd/system/platterd.service.d
                sed -e 's,^#\\(PrivateDevices=\\|SupplementaryGroups=\\),\\1,' -e 's,^#\\(DeviceAllow=\\)/dev/sdb,\\1%s,' \
                    /usr/share/doc/platter/disks.conf.example >/etc/systemd/system/platterd.service.d/disks.conf
                mkdir -p /srv/images
                systemctl daemon-reload
                systemctl restart platterd
                """.formatted(device));
            machine.shell(write);
            assertEquals("7\n", machine.shell("od -An -tu1 -j4096 -N1 /root/device.img | tr -d ' '"));
            machine.shell(
                    "systemd-analyze security --no-pager --threshold=25 platterd.service; systemctl stop platterd");
        } finally {
            machine.shell("losetup --detach " + device);
        }
    }

    @Test
    void rpmServesIsInstalledOverItselfAndRemoved() throws IOException {
        String install = "rpm --nodeps --upgrade --replacepkgs " + Machine.built("platter-0*.rpm");
        machine.shell(install);
        serveADisk();
        machine.shell("echo '# changed' >>/etc/platter/platter.toml; systemctl start platterd");
        assertServed();
        machine.shell(install);
        assertServed();
        assertEquals("# changed\n", machine.shell("tail -n 1 /etc/platter/platter.toml"));

        machine.shell("rpm --erase platter");
        assertNotEquals(0, machine.run("systemctl", "is-active", "platterd").status());
        machine.shell("test -e /etc/platter/platter.toml.rpmsave; rm -r /etc/platter /var/lib/platter");
        assertEquals(files, listing());
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.daemon.HandingPlugin.Step;
import dev.platter.host.RefusedException;
import dev.platter.server.steering.ExportStatus;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A plugin that does not return while clients are handed over from it, or to it. */
@Timeout(60)
class HungHandoverIT {
    private static final String OTHER = "[export.other.plugin]\nuse = \"handing\"\n";

    @TempDir
    private Path folder;

    private RunningDaemon daemon;
    private ServerSocket port;

    @BeforeEach
    void prepare() throws IOException {
        port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        port.setSoTimeout(20_000);
        daemon = new RunningDaemon(folder);
        VersionedJar.plugin(
                        "handing",
                        "1.0.0",
                        List.of(
                                HandingPlugin.class,
                                HandingPlugin.Config.class,
                                HandingPlugin.Step.class,
                                HandingPlugin.Zeroes.class))
                .writeTo(daemon.deploy().resolve("handing.jar"));
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
        port.close();
    }

    @ParameterizedTest
    @EnumSource(value = Step.class, mode = Mode.EXCLUDE, names = "KEEP")
    void otherChangesGoOnWhileAHandoverHangs(Step step) throws Exception {
        serve(step, "30s");
        try (NbdClient client = daemon.connect("one")) {
            FutureTask<String> slow = reloadWithout(step);
            try (Socket hanging = port.accept()) {
                changeOthers();
                String refusal = assertThrows(
                                RefusedException.class, () -> daemon.server().removeExport("one", "hard"))
                        .getMessage();
                assertTrue(refusal.contains("the clients of export 'one' are still on their way"), refusal);
                awaitShown("export 'one'", "the hand-over of its clients from plugin 'handing' 1.0.0");
                hanging.getOutputStream().write(1);
            }
            // The change begins again, since the server has changed meanwhile.
            try (Socket again = port.accept()) {
                again.getOutputStream().write(1);
            }
            assertTrue(slow.get().contains("one"), slow::toString);
            assertEquals(0, DeployIT.read(client, 0));
            assertEquals(List.of("one", "other"), names());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Step.class, mode = Mode.EXCLUDE, names = "KEEP")
    void aHandoverIsGivenUpAfterTheTimeoutAndItsClientsAreBackOnceItReturns(Step step) throws Exception {
        serve(step, "500ms");
        try (NbdClient client = daemon.connect("one")) {
            FutureTask<String> slow = reloadWithout(step);
            try (Socket hanging = port.accept()) {
                String refusal =
                        assertThrows(Exception.class, slow::get).getCause().getMessage();
                assertTrue(refusal.contains("has not returned within 500 ms"), refusal);
                assertTrue(refusal.contains("export 'one', made of plugin 'handing' 1.0.0"), refusal);
                changeOthers();
                awaitShown("export 'one'", "the hand-over of its clients");
                hanging.getOutputStream().write(1);
            }
            assertEquals(0, DeployIT.read(client, 0));
            RunningDaemon.await(() -> daemon.server().status().hanging().isEmpty());
            RunningDaemon.await(() -> daemon.server().status().retiring() == 0);
            assertEquals(List.of("one", "other"), names());
            // The disk that hangs when it is closed is closed once more, when its client leaves.
            port.close();
        }
    }

    @Test
    void otherChangesGoOnWhileTheNewOwnerOfAStateHangs() throws Exception {
        serve(Step.KEEP, "30s");
        try (NbdClient client = daemon.connect("one")) {
            FutureTask<String> slow = reloadWithout(Step.KEEP);
            try (Socket hanging = port.accept()) {
                slow.get();
                changeOthers();
                awaitShown("export 'one'", "the hand-over of its clients");
                hanging.getOutputStream().write(1);
            }
            assertEquals(0, DeployIT.read(client, 0));
            RunningDaemon.await(() -> daemon.server().exports().size() == 2);
        }
    }

    @Test
    void otherChangesGoOnWhileARollbackHangs() throws Exception {
        daemon.configure(export("one", hanging(Step.KEEP)) + export("bad", "") + OTHER)
                .start();
        try (NbdClient client = daemon.connect("one");
                NbdClient lost = daemon.connect("bad")) {
            assertEquals(0, DeployIT.read(lost, 0));
            daemon.configure(export("one", "") + export("bad", "step = \"open\", port = 1") + OTHER);
            FutureTask<String> failing = begin(() -> daemon.server().reload(false));
            try (Socket hanging = port.accept()) {
                String refusal =
                        assertThrows(Exception.class, failing::get).getCause().getMessage();
                assertTrue(refusal.contains("export 'bad', made of plugin 'handing' 1.0.0"), refusal);
                changeOthers();
                awaitShown("export 'one'", "the hand-over of its clients");
                assertThrows(RefusedException.class, () -> daemon.server().reload(false));
                hanging.getOutputStream().write(1);
            }
            assertEquals(0, DeployIT.read(client, 0));
            assertEquals(0, DeployIT.read(lost, 0));
            assertEquals(List.of("one", "bad", "other"), names());
        }
    }

    @Test
    void otherChangesGoOnWhileClientsOfAnOlderChainAreHandedOver() throws Exception {
        held("1.0.0").writeTo(daemon.deploy().resolve("held.jar"));
        daemon.configure("[export.one.plugin]\nuse = \"held\"\n" + OTHER).start();
        try (NbdClient client = daemon.connect("one")) {
            daemon.configure("[export.one.plugin]\nuse = \"held\"\nparameters = { opening = " + port.getLocalPort()
                    + " }\n" + OTHER);
            daemon.server().reload(false);
            FutureTask<String> slow = begin(() -> daemon.server().upgrade("one", true));
            try (Socket hanging = port.accept()) {
                changeOthers();
                awaitShown("export 'one'", "the hand-over of the clients of plugin 'held' 1.0.0");
                hanging.getOutputStream().write(1);
            }
            assertEquals("one is made of held@1.0.0, and clients of 1 older chains were moved over", slow.get());
            assertEquals(0, DeployIT.read(client, 0));
        }
    }

    @Test
    void aServerEndsWhileAHandoverHangs() throws Exception {
        serve(Step.ADOPT, "30s");
        try (NbdClient client = daemon.connect("one")) {
            assertEquals(0, DeployIT.read(client, 0));
            FutureTask<String> slow = reloadWithout(Step.ADOPT);
            try (Socket hanging = port.accept()) {
                Thread end = Thread.ofPlatform().start(daemon::close);
                end.join();
                hanging.getOutputStream().write(1);
            }
            String refusal = assertThrows(Exception.class, slow::get).getCause().getMessage();
            assertTrue(refusal.contains("the server is stopping"), refusal);
            // The other export had the time to stop.
            assertEquals(
                    List.of("server: export 'one' has not stopped within 1000 ms: the server ends without waiting for"
                            + " it"),
                    daemon.complaints().stream()
                            .filter(line -> line.contains("has not stopped"))
                            .toList());
        }
    }

    /** Serves an export that hangs in a step, if that is a step of the old instance. */
    private void serve(Step step, String timeout) throws Exception {
        daemon.configure(
                        "grace = \"1s\"\nlifecycle-timeout = \"" + timeout + "\"\n",
                        one(isOfOld(step) ? hanging(step) : "") + OTHER)
                .start();
    }

    /** Goes over to a new instance, which hangs in the step if that is one of a new instance. */
    private FutureTask<String> reloadWithout(Step step) throws IOException {
        String server = Files.readString(daemon.configurationFile());
        Files.writeString(
                daemon.configurationFile(),
                server.substring(0, server.indexOf("[export.one]")) + one(isOfOld(step) ? "" : hanging(step)) + OTHER);
        return begin(() -> daemon.server().reload(false));
    }

    private static boolean isOfOld(Step step) {
        return step == Step.RELEASE || step == Step.CLOSE;
    }

    private String hanging(Step step) {
        return "step = \"" + step.name().toLowerCase(Locale.ROOT) + "\", port = " + port.getLocalPort();
    }

    private static String one(String parameters) {
        return export("one", parameters);
    }

    private static String export(String name, String parameters) {
        return "[export." + name + "]\nupgrade = \"live\"\n[export." + name
                + ".plugin]\nuse = \"handing\"\nparameters = { " + parameters + " }\n";
    }

    /** Makes changes of every kind that do not concern the export whose clients are on their way. */
    private void changeOthers() throws Exception {
        daemon.server().addExport("more", List.of("handing"), List.of(), Map.of());
        daemon.connect("more").close();
        daemon.server().drain("other", Duration.ofSeconds(1));
        daemon.server().removeExport("more", "hard");
    }

    private void awaitShown(String... parts) throws InterruptedException {
        RunningDaemon.await(() -> !daemon.server().status().hanging().isEmpty());
        String shown = daemon.server().status().hanging().getFirst();
        for (String part : parts) {
            assertTrue(shown.contains(part), shown);
        }
    }

    private List<String> names() {
        return daemon.server().exports().stream()
                .filter(it -> it.state().equals("serving"))
                .map(ExportStatus::name)
                .toList();
    }

    private static FutureTask<String> begin(Callable<String> change) {
        FutureTask<String> task = new FutureTask<>(change);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private static VersionedJar held(String version) throws IOException {
        return VersionedJar.plugin(
                "held", version, List.of(HeldPlugin.class, HeldPlugin.Config.class, HeldPlugin.Zeroes.class));
    }
}

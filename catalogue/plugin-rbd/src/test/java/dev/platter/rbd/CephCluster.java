// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.rbd.library.CephLibraries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A cluster of three hosts for all tests of a run, which {@code .ci/cluster} starts and which ends with it. With a folder in
 * PLATTER_CLUSTER it is one that runs already.
 */
final class CephCluster implements BeforeAllCallback, ParameterResolver {
    /** What a test that has parts of the cluster fail must hold alone. */
    static final String WHOLE = "a cluster of Ceph";

    private static final ExtensionContext.Namespace PLACE = ExtensionContext.Namespace.create(CephCluster.class);

    /** The cluster that runs. */
    static final class Running implements AutoCloseable {
        private final String script;
        private final Path folder;
        private final Optional<Process> process;

        Running(String script, Path folder, Optional<Process> process) {
            this.script = script;
            this.folder = folder;
            this.process = process;
        }

        Path folder() {
            return folder;
        }

        /** The configuration, for conf=. */
        Path conf() {
            return folder.resolve("ceph.conf");
        }

        /** Runs a command beside the cluster, and returns what it prints. */
        String run(String... command) throws IOException {
            List<String> line = new ArrayList<>(List.of(script, folder.toString()));
            line.addAll(List.of(command));
            Process started = new ProcessBuilder(line).redirectErrorStream(true).start();
            String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            try {
                assertEquals(0, started.waitFor(), () -> String.join(" ", command) + ": " + said);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return said;
        }

        /** Starts a killed OSD again; it runs on when this returns. */
        void restart(String osd) throws IOException {
            run("--restart", osd.substring("osd".length()));
        }

        /** Parameters for an image of the pool rbd. */
        RbdPlugin.Config image(String name) {
            return config("rbd/" + name, "admin", Duration.ofSeconds(30));
        }

        RbdPlugin.Config config(String image, String id, Duration patience) {
            return new RbdPlugin.Config(
                    Optional.of(ImageName.parse(image)),
                    Optional.empty(),
                    Optional.of(conf()),
                    id,
                    "ceph",
                    Optional.empty(),
                    Optional.empty(),
                    patience,
                    List.of());
        }

        /** Makes an image that was not there, with a prefix of this name. */
        String create(String prefix, String size, String... features) throws IOException {
            String name = prefix + "-" + Long.toHexString(System.nanoTime());
            List<String> line = new ArrayList<>(List.of("rbd", "create", "--size", size, "rbd/" + name));
            line.addAll(List.of(features));
            run(line.toArray(String[]::new));
            return name;
        }

        @Override
        public void close() throws IOException {
            if (process.isPresent()) {
                process.get().destroy();
                process.get().onExit().join();
                // The disks of the cluster.
                new ProcessBuilder("rm", "-rf", folder.toString())
                        .start()
                        .onExit()
                        .join();
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        try {
            CephLibraries.require();
        } catch (IOException e) {
            assumeTrue(false, "needs librbd1: " + e.getMessage());
        }
        running(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context);
    }

    static Running running(ExtensionContext context) {
        return context.getRoot().getStore(PLACE).computeIfAbsent(Running.class, _ -> start(), Running.class);
    }

    private static Running start() {
        String peers = System.getenv("PLATTER_PEERS");
        assumeTrue(peers != null, "needs .ci/cluster --setup, and PLATTER_PEERS");
        String script = checkout().resolve(".ci/cluster").toString();
        String folder = System.getenv("PLATTER_CLUSTER");
        if (folder != null) {
            return new Running(script, Path.of(folder), Optional.empty());
        }
        try {
            Path made = Files.createTempDirectory("ceph");
            Process process = new ProcessBuilder(script, made.toString())
                    .redirectError(made.resolve("script.err").toFile())
                    .start();
            BufferedReader said = process.inputReader();
            String line = said.readLine();
            if (!"ready".equals(line)) {
                throw new IllegalStateException("no cluster: " + Files.readString(made.resolve("script.err")));
            }
            return new Running(script, made, Optional.of(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path checkout() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve(".ci/cluster"))) {
            at = at.getParent();
        }
        return at;
    }
}

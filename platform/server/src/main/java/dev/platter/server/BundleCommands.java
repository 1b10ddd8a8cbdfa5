// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.host.JarContent;
import dev.platter.host.RefusedException;
import dev.platter.host.deploy.DeployFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The commands that concern bundles. They change the deploy folder, so that the next start finds the same bundles. They do not
 * hold the server's lock, since the folder's watcher takes it for each jar.
 */
final class BundleCommands {
    private final DeployFolder folder;
    private final ServerState serving;

    BundleCommands(DeployFolder folder, ServerState serving) {
        this.folder = folder;
        this.serving = serving;
    }

    String install(Path jar) throws RefusedException {
        Path target = folder.path().resolve(jar.getFileName().toString());
        if (!target.toString().endsWith(".jar")) {
            throw new RefusedException(jar + " does not end in .jar: rename it, so that the deploy folder accepts it");
        }
        try {
            JarContent content =
                    JarContent.read(jar, serving.definition().server().limits().jars());
            if (content.hasLibraries()) {
                throw new RefusedException(jar + " uses libraries that lie beside it, and only a single file can be"
                        + " installed: embed them in the jar, or put first the libraries and then the jar into "
                        + folder.path());
            }
            Optional<byte[]> before = Files.exists(target) ? Optional.of(Files.readAllBytes(target)) : Optional.empty();
            put(target, content.original().readAllBytes());
            Optional<String> problem = serving.bundles().problem(target);
            if (problem.isPresent()) {
                takeBack(target, before);
                throw new RefusedException(problem.get());
            }
            return "installed " + content.titles();
        } catch (IOException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    private void put(Path target, byte[] content) throws IOException {
        Path hidden = target.resolveSibling("." + target.getFileName());
        try {
            Files.write(hidden, content);
            Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // Half a file would only use up the space that is short.
            Files.deleteIfExists(hidden);
            throw new IOException(
                    target + " cannot be written (" + e.getMessage()
                            + "): make sure that the deploy folder has room and that the server may write to it",
                    e);
        }
        folder.scan();
    }

    private void takeBack(Path target, Optional<byte[]> before) throws IOException {
        if (before.isPresent()) {
            put(target, before.get());
        } else {
            Files.deleteIfExists(target);
            folder.scan();
        }
    }

    String rollBack(String name) throws RefusedException {
        return serving.change("rollback " + name, () -> serving.rollBack(name));
    }

    String uninstall(String name, Optional<String> version) throws RefusedException {
        String what = name + version.map(it -> "@" + it).orElse("");
        List<Path> jars = serving.bundles().jarsOf(name, version);
        if (jars.isEmpty()) {
            throw new RefusedException("'" + what + "' is not in the deploy folder " + folder.path());
        }
        try {
            for (Path jar : jars) {
                Files.deleteIfExists(jar);
            }
        } catch (IOException e) {
            throw new RefusedException("'" + what + "' cannot be deleted: " + e);
        }
        folder.scan();
        for (Path jar : jars) {
            Optional<String> problem = serving.bundles().problem(jar);
            if (problem.isPresent()) {
                throw new RefusedException(problem.get());
            }
        }
        return "uninstalled " + what;
    }
}

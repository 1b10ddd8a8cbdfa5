// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.sh;

import dev.platter.scripts.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A program that gets the name of the method as its first argument. */
record FileScript(Path file, String name) implements Script {

    static FileScript of(String name) throws IOException {
        Path file = Path.of(name).toAbsolutePath();
        if (!Files.isExecutable(file)) {
            throw new IOException(name
                    + (Files.exists(file)
                            ? " cannot be executed: make it executable with chmod +x"
                            : " does not exist"));
        }
        // A script that looks for files beside itself finds them where it is, not where a link to it is.
        return new FileScript(file.toRealPath(), name);
    }

    static FileScript fromStandardInput(Path folder) throws IOException {
        Path file = folder.resolve("inline-script.sh");
        Files.write(file, System.in.readAllBytes());
        // Nobody else can enter the folder.
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable: its file system may be mounted with noexec");
        }
        return new FileScript(file, "inline script");
    }

    @Override
    public List<String> words(String method) {
        return List.of(file.toString());
    }

    /** Nothing but the script itself knows. */
    @Override
    public Optional<Boolean> defines(String method) {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}

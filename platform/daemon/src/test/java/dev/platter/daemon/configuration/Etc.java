// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.ServerDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with {@code platter.toml} and other files that a test writes there. */
record Etc(Path folder) {
    static final String EXPORT = "[export.vm1.plugin]\nuse = \"memory\"\n";

    Etc main(String text) throws IOException {
        return file("platter.toml", text);
    }

    Etc file(String name, String text) throws IOException {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Etc file(String name, byte[] bytes) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), bytes);
        return this;
    }

    PlacedDefinition read() throws ConfigurationException {
        return new ConfigurationFile(folder.resolve("platter.toml")).read();
    }

    ServerDefinition server() throws ConfigurationException {
        return read().server();
    }

    ExportDefinition vm1() throws ConfigurationException {
        return server().exports().get("vm1");
    }

    /** The complaints, with file names relative to the folder. */
    List<String> complaints() {
        try {
            read();
            return List.of();
        } catch (ConfigurationException e) {
            return e.complaints().stream()
                    .map(complaint -> complaint.toString().replace(folder + "/", ""))
                    .toList();
        }
    }
}

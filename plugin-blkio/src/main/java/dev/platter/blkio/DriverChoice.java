// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import dev.platter.api.parameters.ParameterException;
import dev.platter.blkio.device.Driver;
import dev.platter.blkio.device.Settings;
import dev.platter.blkio.library.Library;
import dev.platter.words.NearName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides which driver of which engine serves the parameters. */
final class DriverChoice {
    private final String name;
    private final Optional<Engine> engine;
    private final Settings settings;

    /** Looks at nothing but the parameters, and refuses those that no engine can serve. */
    DriverChoice(BlkioPlugin.Config config) {
        name = config.driver();
        engine = config.engine();
        settings = Properties.checked(config.properties());
        if (engine.equals(Optional.of(Engine.BUILTIN))) {
            Builtin builtin = Builtin.named(name).orElseThrow(this::notBuiltin);
            requireOf(builtin);
        }
    }

    /**
     * A driver that was found.
     *
     * @param driver connects to devices
     * @param settings for it
     * @param words what the log says of it
     * @param library to be closed at the end; null for the builtin engine
     */
    record Found(
            Driver driver,
            Settings settings,
            String words,
            @Nullable Library library) {}

    /** Loads the library, if it is wanted or there. */
    Found find() throws IOException {
        try {
            return search();
        } catch (ParameterException e) {
            throw new IOException(e.key() + ": " + e.getMessage(), e);
        }
    }

    private Found search() throws IOException {
        if (engine.equals(Optional.of(Engine.BUILTIN))) {
            return builtin("as engine=builtin asks for");
        }
        Library library;
        try {
            library = Library.load();
        } catch (IOException e) {
            return withoutLibrary(e);
        }
        try {
            check(library);
        } catch (IOException | RuntimeException e) {
            library.close();
            throw e;
        }
        return new Found(library.driver(name), settings, "libblkio speaks to the device", library);
    }

    private void check(Library library) throws IOException {
        if (library.drivers(List.of(name)).isEmpty()) {
            List<String> there = library.drivers(Library.DRIVERS);
            throw new ParameterException(
                    "driver",
                    "libblkio has no driver called " + name + NearName.question(name, there) + "; it has "
                            + String.join(", ", there));
        }
        List<String> offered = new ArrayList<>(library.properties(name, Properties.settable()));
        List<String> others = settings.values().keySet().stream()
                .filter(property -> !offered.contains(property))
                .toList();
        offered.addAll(library.properties(name, others));
        Properties.require(settings, name, offered);
    }

    private Found withoutLibrary(IOException reason) throws IOException {
        if (engine.isPresent()) {
            throw new IOException("engine=libblkio needs the library: " + reason.getMessage()
                    + "; install Debian's package libblkio1, or leave engine= away");
        }
        if (Builtin.named(name).isEmpty()) {
            if (Library.DRIVERS.contains(name)) {
                throw new IOException("the driver " + name + " needs libblkio: " + reason.getMessage()
                        + "; install Debian's package libblkio1. Without it there are "
                        + String.join(", ", Builtin.names()));
            }
            throw notBuiltin();
        }
        return builtin("since " + reason.getMessage());
    }

    private Found builtin(String why) {
        Builtin builtin = Builtin.named(name).orElseThrow(this::notBuiltin);
        requireOf(builtin);
        return new Found(builtin.driver(), settings, "this plugin itself speaks to the device, " + why, null);
    }

    private void requireOf(Builtin builtin) {
        Properties.require(settings, name + " without libblkio", builtin.settable());
    }

    private ParameterException notBuiltin() {
        return new ParameterException(
                "driver",
                name + " is not a driver that works without libblkio" + NearName.question(name, Builtin.names())
                        + "; those are " + String.join(", ", Builtin.names()));
    }

    /** Whether two instances can have the device open at a time. */
    boolean isShareable() {
        return !name.startsWith("virtio-blk-");
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves a device of a hypervisor, a storage daemon or the system: with libblkio if it is installed, or without it. */
@NbdPlugin(
        name = "blkio",
        summary = "vhost-user, NVMe, vDPA and VFIO devices",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class BlkioPlugin implements Plugin {
    private final Config config;
    private final DriverChoice choice;
    private @Nullable OpenDevices devices;

    /**
     * The parameters.
     *
     * @param driver which kind of device
     * @param engine who speaks to it
     * @param get what to print under -v
     * @param properties of the device
     */
    public record Config(
            @Parameter(
                    magic = true,
                    once = true,
                    help = "The kind of the device, by libblkio's name.",
                    example = {"virtio-blk-vhost-user", "io_uring"})
            String driver,

            @Parameter(
                    whenAbsent = "libblkio if it is installed, otherwise builtin",
                    help = "Who speaks to the device: builtin is this plugin, which knows virtio-blk-vhost-user;"
                            + " libblkio is the library, with all drivers that it has.")
            Optional<Engine> engine,

            @Parameter(help = "A property to print after connecting, in the debug output. Can be given several times.")
            List<String> get,

            @Parameter(
                    rest = true,
                    help = "Properties of the driver, such as path=FILENAME and num-queues=N, by libblkio's names.")
            List<KeyValue> properties) {}

    public BlkioPlugin(Config config) {
        this.config = config;
        choice = new DriverChoice(config);
    }

    @Override
    public void start(Context context) throws IOException {
        devices = new OpenDevices(choice.find(), config.get(), context);
    }

    @Override
    public Disk open(Client client) throws IOException {
        OpenDevices open = devices;
        if (open == null) {
            throw new IllegalStateException("the plugin has not been started");
        }
        return open.open(client);
    }

    @Override
    public void stop() {
        OpenDevices open = devices;
        if (open != null) {
            open.close();
        }
    }

    /** A device takes one connection at a time, so an old version has to let go of it first. */
    @Override
    public boolean coexists() {
        return choice.isShareable();
    }
}

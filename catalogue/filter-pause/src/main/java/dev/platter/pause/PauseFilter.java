// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.pause;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps requests waiting while somebody needs the storage to be at rest. */
@NbdFilter(name = "pause", summary = "stops requests for a while", contents = Contents.NONE)
public final class PauseFilter implements Filter {
    private final Path path;
    private final Gate gate = new Gate();
    private @Nullable ControlSocket control;

    /**
     * The parameters.
     *
     * @param pauseControl the Unix socket on which commands come
     */
    public record Config(
            @Parameter(help = "The Unix socket that takes the commands to pause and to resume.")
            Path pauseControl) {}

    public PauseFilter(Config config) {
        path = config.pauseControl();
    }

    @Override
    public void prepare() throws IOException {
        control = ControlSocket.listen(path);
    }

    @Override
    public void start(Opener next, Context context) {
        ControlSocket socket = control;
        if (socket != null) {
            context.workers().execute(() -> socket.serve(gate, context.logger()));
        }
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        return new PauseDisk(next.open(client), gate, client);
    }

    @Override
    public void stop() throws IOException {
        gate.open();
        if (control != null) {
            control.close();
        }
    }
}

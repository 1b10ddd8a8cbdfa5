// SPDX-License-Identifier: BSD-3-Clause
import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.client.NbdDisk;
import dev.platter.client.NbdUri;
import java.io.IOException;

/** Serves an export of another server in each of the ways in which a disk can run; see {@code bench/remote}. */
@NbdPlugin(
        name = "remote",
        summary = "an export of another server",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class RemotePlugin implements Plugin {
    private final Config config;

    public enum How {
        /** The calls of the client's disk, which never wait, on the event loop. */
        INLINE,
        /** The same calls, declared to wait before they return, begun on workers. */
        BEGUN,
        /** A worker waits for each call. */
        HELD
    }

    public record Config(
            @Parameter(magic = true, help = "Where the export is.")
            String uri,

            @Parameter(defaultValue = "inline", help = "How it runs.")
            How how) {}

    public RemotePlugin(Config config) {
        this.config = config;
    }

    @Override
    public Disk open(Client client) throws IOException {
        NbdDisk disk = NbdDisk.connect(NbdUri.parse(config.uri()));
        client.whenGone(disk::abort);
        return switch (config.how()) {
            case INLINE -> disk;
            case BEGUN ->
                new ForwardingAsyncDisk(disk) {
                    @Override
                    public boolean blocking() {
                        return true;
                    }
                };
            case HELD -> new ForwardingDisk(disk) {};
        };
    }
}

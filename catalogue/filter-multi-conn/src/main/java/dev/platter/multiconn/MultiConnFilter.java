// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.multiconn;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Decides whether clients are told that several connections may use the disk as one, and makes it true where it is not. */
@NbdFilter(
        name = "multi-conn",
        summary = "lets several connections use a disk as one, or forbids it",
        contents = Contents.NONE)
public final class MultiConnFilter implements Filter {
    private final Config config;
    private final Map<String, Group> groups = new HashMap<>();

    /** Whether the last connection of a group has left without flushing what was written. */
    private boolean leftBehind;

    /**
     * The parameters.
     *
     * @param multiConnMode what clients are promised
     * @param multiConnTrackDirty which flushes are left out
     * @param multiConnExportname whether exports of different names have different contents
     */
    public record Config(
            @Parameter(
                    defaultValue = "auto",
                    help = "What clients are promised: what the disk behind promises or otherwise what the"
                            + " filter can add, always with the filter's help, only what the disk behind"
                            + " promises, nothing, or a promise that is not kept.")
            MultiConnMode multiConnMode,

            @Parameter(
                    defaultValue = "connection",
                    help = "Which flushes are left out: those on a connection that has read and written"
                            + " nothing since the last, those when no connection has written anything, or"
                            + " none.")
            TrackDirty multiConnTrackDirty,

            @Parameter(
                    aliases = "multi-conn-export-name",
                    defaultValue = "false",
                    help = "Whether exports of different names have different contents, so that a flush"
                            + " concerns only the connections with the same name.")
            boolean multiConnExportname) {}

    public MultiConnFilter(Config config) {
        this.config = config;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(client);
        try {
            return open(behind, client);
        } catch (IOException | RuntimeException | Error e) {
            behind.close();
            throw e;
        }
    }

    private Disk open(Disk behind, Client client) throws IOException {
        Features features = behind.features();
        MultiConnMode mode = mode(features);
        if (mode == MultiConnMode.EMULATE && !features.flush()) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "emulating multi-conn requires working flush, and the disk behind has none: choose"
                            + " multi-conn-mode=disable");
        }
        return join(config.multiConnExportname() ? client.exportName() : "", behind, features, mode);
    }

    private MultiConnMode mode(Features behind) {
        MultiConnMode asked = config.multiConnMode();
        if (asked != MultiConnMode.AUTO) {
            return asked;
        }
        return behind.multiConn() ? MultiConnMode.PLUGIN : MultiConnMode.EMULATE;
    }

    private synchronized Disk join(String name, Disk behind, Features features, MultiConnMode mode) {
        Group group = groups.computeIfAbsent(name, _ -> new Group(leftBehind));
        return new MultiConnDisk(
                behind, features, mode, config.multiConnTrackDirty(), group, member -> leave(name, group, member));
    }

    private synchronized void leave(String name, Group group, Member member) {
        group.leave(member);
        if (group.isEmpty()) {
            groups.remove(name);
            leftBehind |= group.isDirty();
        }
    }
}

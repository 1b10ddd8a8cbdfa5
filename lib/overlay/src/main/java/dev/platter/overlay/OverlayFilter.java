// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.overlay;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.HandedState;
import dev.platter.api.Opener;
import dev.platter.api.Stateful;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A filter that keeps a part of each export in memory, from its start to its stop, and hands it to its successor. A subclass says what it
 * keeps, and makes the disks that use it.
 *
 * @param <T> what is kept for an export
 */
public abstract class OverlayFilter<T extends PerExport.Kept> implements Filter, Stateful {
    private final String format;
    private final int version;
    private Optional<HandedState> adopted = Optional.empty();
    private System.Logger logger = System.getLogger(OverlayFilter.class.getName());
    private volatile @Nullable PerExport<T> overlays;

    /**
     * A filter that keeps nothing yet.
     *
     * @param format a name for the shape of the state that it hands over
     * @param version the version of that shape
     */
    protected OverlayFilter(String format, int version) {
        this.format = format;
        this.version = version;
    }

    /**
     * What makes the part that is kept of an export.
     *
     * @param context the filter's own, for memory and threads
     * @return the maker; asked for once, when the filter starts
     */
    protected abstract PerExport.Maker<T> maker(Context context);

    /**
     * The client as the disk behind is to see it.
     *
     * @param client the client that opens a disk
     * @return by default the same
     */
    protected Client behind(Client client) {
        return client;
    }

    /**
     * Makes a client's disk.
     *
     * @param behind the disk behind, which the new disk closes
     * @param overlay what is kept for the export, whose use the new disk closes
     * @return the disk
     * @throws IOException if it cannot be made; the disk behind is then closed
     */
    protected abstract Disk open(Disk behind, PerExport.Use<T> overlay) throws IOException;

    @Override
    public final void adopt(HandedState state) {
        adopted = Optional.of(state);
    }

    @Override
    public final void start(Opener next, Context context) throws IOException {
        logger = context.logger();
        PerExport<T> made = new PerExport<>(format, version, maker(context));
        overlays = made;
        if (adopted.isPresent()) {
            made.adopt(adopted.get());
            adopted = Optional.empty();
        }
    }

    @Override
    public final Disk open(Opener next, Client client) throws IOException {
        PerExport<T> all = started();
        Disk disk = next.open(behind(client));
        try {
            logger.log(Level.DEBUG, "underlying file size: " + disk.size());
            return open(disk, all.use(client.exportName()));
        } catch (IOException | RuntimeException e) {
            // The server closes only disks that were returned to it.
            try (disk) {
                throw e;
            }
        }
    }

    @Override
    public final HandedState release() throws IOException {
        return started().release();
    }

    @Override
    public final void keep() {
        PerExport<T> kept = overlays;
        if (kept != null) {
            kept.keep();
        }
    }

    @Override
    public final void stop() {
        PerExport<T> stopped = overlays;
        overlays = null;
        if (stopped != null) {
            stopped.stop();
        }
    }

    private PerExport<T> started() throws IOException {
        PerExport<T> started = overlays;
        if (started == null) {
            throw new IOException("the filter is not started, so it keeps nothing yet");
        }
        return started;
    }
}

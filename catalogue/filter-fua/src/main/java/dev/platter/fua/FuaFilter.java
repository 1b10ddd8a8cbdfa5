// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.fua;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.Support;
import dev.platter.api.parameters.Parameter;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.Locale;

/** Changes how FUA and flushes reach the disk behind it. */
@NbdFilter(name = "fua", summary = "changes how FUA and flushes reach the disk behind", contents = Contents.NONE)
public final class FuaFilter implements Filter {
    private final FuaMode mode;

    /**
     * The parameters.
     *
     * @param fuamode what happens to FUA and flushes
     */
    public record Config(
            @Parameter(
                    defaultValue = "none",
                    help = "What happens to FUA: it is not offered, it becomes a flush after the request, it is left"
                            + " to the disk behind, it is added to every request, nothing is changed, or FUA and"
                            + " flushes are dropped.")
            FuaMode fuamode) {}

    public FuaFilter(Config config) {
        mode = config.fuamode();
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(client);
        try {
            Features features = features(behind.features(), client);
            return switch (mode) {
                case FORCE -> new RewritingDisk(behind, features, true);
                case DISCARD -> new RewritingDisk(behind, features, false);
                default -> new FuaDisk(behind, features);
            };
        } catch (IOException | RuntimeException e) {
            behind.close();
            throw e;
        }
    }

    /** A client that only reads is not refused: it has nothing to lose. */
    private Features features(Features behind, Client client) throws DiskException {
        boolean writes = !client.readOnly();
        return switch (mode) {
            case PASS -> behind;
            case NONE -> behind.withFua(Support.NONE);
            case DISCARD -> offering(behind.withFlush());
            case EMULATE -> {
                require(behind.flush() || !writes, "a disk behind that can be flushed");
                yield behind.write() ? behind.withFua(Support.EMULATED) : behind;
            }
            case NATIVE -> {
                require(behind.fua() != Support.NONE || !writes, "a disk behind that supports FUA");
                yield behind;
            }
            case FORCE -> {
                require(behind.fua() != Support.NONE || !writes, "a disk behind that supports FUA");
                // Every write waits for a sync now, and many may share one.
                yield offering(behind.withFlush()).withWriteWindow(Long.MAX_VALUE);
            }
        };
    }

    private static Features offering(Features flushed) {
        return flushed.write() ? flushed.withFua(Support.NATIVE) : flushed;
    }

    private void require(boolean holds, String what) throws DiskException {
        if (!holds) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "fuamode=" + mode.name().toLowerCase(Locale.ROOT) + " needs " + what
                            + ": choose pass, none or discard");
        }
    }
}

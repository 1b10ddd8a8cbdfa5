// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nozero;

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

/** Takes away a disk's quick way to write zeroes, or parts of it. */
@NbdFilter(name = "nozero", summary = "hides from clients that a disk writes zeroes quickly", contents = Contents.NONE)
public final class NoZeroFilter implements Filter {
    private final Config config;

    /**
     * The parameters.
     *
     * @param zeromode how zeroes are offered
     * @param fastzeromode how fast zeroes are offered
     */
    public record Config(
            @Parameter(
                    defaultValue = "none",
                    help = "What happens to zeroes: none are offered, they are written like data, the disk behind"
                            + " makes no holes for them, or it does as it likes.")
            ZeroMode zeromode,

            @Parameter(
                    defaultValue = "default",
                    help = "What happens to fast zeroes: the zero mode decides, none are offered, they are refused,"
                            + " or they are carried out whether they are fast or not.")
            FastZeroMode fastzeromode) {}

    public NoZeroFilter(Config config) {
        this.config = config;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(client);
        try {
            return new NoZeroDisk(behind, config, features(behind.features(), client));
        } catch (IOException | RuntimeException e) {
            behind.close();
            throw e;
        }
    }

    private Features features(Features behind, Client client) throws DiskException {
        if (config.zeromode() == ZeroMode.NONE || client.readOnly()) {
            return behind.withZero(Support.NONE);
        }
        if (config.zeromode() == ZeroMode.EMULATE && behind.write()) {
            return behind.withZero(Support.NATIVE).withFastZero(config.fastzeromode() != FastZeroMode.NONE);
        }
        if (config.zeromode() == ZeroMode.EMULATE) {
            return behind;
        }
        if (behind.zero() == Support.NONE) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "zeromode=" + (config.zeromode() == ZeroMode.NOTRIM ? "notrim" : "plugin")
                            + " needs a disk that can write zeroes, and the disk behind cannot: choose none");
        }
        return switch (config.fastzeromode()) {
            case DEFAULT -> behind;
            case NONE -> behind.withFastZero(false);
            case SLOW, IGNORE -> behind.withFastZero(true);
        };
    }
}

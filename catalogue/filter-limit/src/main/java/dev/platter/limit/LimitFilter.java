// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.limit;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.TransparentDisk;
import dev.platter.api.parameters.Parameter;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Limits how many clients have the disk open at the same time. */
@NbdFilter(name = "limit", summary = "limits the number of clients at the same time", contents = Contents.NONE)
public final class LimitFilter implements Filter {
    private static final long MOST = (1L << 32) - 1;

    private final long most;
    private final AtomicLong open = new AtomicLong();

    /**
     * The parameters.
     *
     * @param limit how many clients may have the disk open; 0 for any number
     */
    public record Config(
            @Parameter(
                    defaultValue = "1",
                    min = 0,
                    max = MOST,
                    syntax = "N",
                    help = "How many clients may have the disk open at the same time; 0 for any number.")
            long limit) {}

    public LimitFilter(Config config) {
        most = config.limit() == 0 ? Long.MAX_VALUE : config.limit();
    }

    /** Refuses early, before TLS and the handshake cost anything. */
    @Override
    public void accept(Client client) throws IOException {
        if (open.get() >= most) {
            throw tooMany();
        }
    }

    /** Others may have opened the disk since this client was accepted. */
    @Override
    public Disk open(Opener next, Client client) throws IOException {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            throw tooMany();
        }
        try {
            return new CountedDisk(next.open(client));
        } catch (IOException | RuntimeException | Error e) {
            open.decrementAndGet();
            throw e;
        }
    }

    private DiskException tooMany() {
        return new DiskException(
                NbdError.EPERM,
                "too many clients connected, connection rejected: " + most
                        + " may have this disk open, so wait until one leaves");
    }

    private final class CountedDisk extends TransparentDisk {
        CountedDisk(Disk next) {
            super(next);
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                open.decrementAndGet();
            }
        }
    }
}

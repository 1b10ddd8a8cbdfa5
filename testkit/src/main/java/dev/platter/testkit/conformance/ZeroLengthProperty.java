// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A request whose range has no bytes does nothing or is refused; it throws no other exception and changes nothing.
 */
final class ZeroLengthProperty implements Property {
    @Override
    public String name() {
        return "a range of zero bytes changes nothing";
    }

    /** A call that may be refused. */
    @FunctionalInterface
    private interface Call {
        void run() throws IOException;
    }

    @Override
    public void check(Trial trial) throws IOException {
        Served served = trial.serve();
        NbdClient client = served.client();
        Disk disk = trial.open(served);
        int length = (int) Math.min(disk.size(), 1 << 16);
        length -= length % Shape.of(client).block();
        byte[] before = new byte[length];
        if (!trial.subject().has(Trait.FAILS_ON_PURPOSE) && length > 0) {
            before = Bytes.read(client, 0, length);
        }
        for (long at : new long[] {0, disk.size() / 2, disk.size()}) {
            attempt(() -> disk.read(ByteBuffer.allocateDirect(0), at, HoleSink.NONE));
            if (disk.features().write()) {
                attempt(() -> disk.write(ByteBuffer.allocateDirect(0), at, RequestFlags.NONE));
                attempt(() -> disk.trim(at, 0, RequestFlags.NONE));
                attempt(() -> disk.zero(at, 0, RequestFlags.NONE));
                attempt(() -> disk.zero(at, 0, RequestFlags.NONE.withNoHole(true)));
            }
        }
        if (!trial.subject().has(Trait.FAILS_ON_PURPOSE) && length > 0) {
            Bytes.same(before, Bytes.read(client, 0, length), 0, "after calls with zero bytes");
        }
    }

    private static void attempt(Call call) throws IOException {
        try {
            call.run();
        } catch (RequestFailedException e) {
            throw e;
        } catch (IOException e) {
            Broken.unless(e.getMessage() != null, () -> "it was refused without a message: " + e);
        }
    }
}

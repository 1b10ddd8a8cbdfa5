// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.engine.export.Chain;
import dev.platter.nbd.InfoTypes;
import dev.platter.nbd.Magic;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** After a member reports a changed size, a client that asks on a connection that is already open gets the new size. */
@Timeout(30)
class SizeChangedTest {
    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private final Growing plugin = new Growing();

    @NbdPlugin(name = "growing", summary = "grows", threadModel = ThreadModel.PARALLEL)
    private static final class Growing implements Plugin {
        private volatile long size = 1000;
        private volatile int opened;
        private @Nullable Context context;

        @Override
        public void start(Context started) {
            context = started;
        }

        void grow(long newSize) {
            size = newSize;
            if (context != null) {
                context.sizeChanged();
            }
        }

        @Override
        public Disk open(Client client) {
            opened++;
            return new Disk() {
                @Override
                public long size() {
                    return size;
                }

                @Override
                public void read(ByteBuffer into, long offset, HoleSink holes) {
                    into.put(new byte[into.remaining()]);
                }
            };
        }
    }

    @BeforeEach
    void serve() throws IOException {
        served.serve(Chain.of("growing", plugin));
    }

    @Test
    void aDiskWhoseSizeChangedIsOpenedAnew() throws IOException {
        try (RawClient client = served.connect().greet()) {
            assertEquals(1000, sizeToldBy(client));
            assertEquals(1000, sizeToldBy(client));
            assertEquals(1, plugin.opened);
            plugin.grow(2000);
            assertEquals(2000, sizeToldBy(client));
            assertEquals(2, plugin.opened);
        }
    }

    private static long sizeToldBy(RawClient client) throws IOException {
        client.option(Options.INFO, new byte[6]);
        long size = -1;
        int type;
        do {
            assertEquals(Magic.OPTION_REPLY, client.in.readLong());
            assertEquals(Options.INFO, client.in.readInt());
            type = client.in.readInt();
            ByteBuffer reply = ByteBuffer.wrap(client.in.readNBytes(client.in.readInt()));
            if (type == OptionReplies.INFO && reply.getShort() == InfoTypes.EXPORT) {
                size = reply.getLong();
            }
        } while (type == OptionReplies.INFO);
        assertEquals(OptionReplies.ACK, type);
        return size;
    }
}

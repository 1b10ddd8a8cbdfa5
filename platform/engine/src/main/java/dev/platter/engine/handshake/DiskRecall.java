// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.engine.export.Chain;
import dev.platter.engine.export.LeaseHolder;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.transmission.Transmission;
import io.netty.channel.Channel;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Gives back the disk of a client that still negotiates when a hand-over asks for it. Nothing is promised before
 * transmission, so nothing has to be put in its place: the next option opens the disk anew. On the event loop, but for
 * {@link #objection}.
 */
final class DiskRecall implements LeaseHolder {
    private final Channel channel;
    private final Executor loop;
    private final Runnable asked;
    private @Nullable Runnable suspended;

    /**
     * Begins without a wish for the disk.
     *
     * @param connection the client's
     * @param asked runs when a hand-over asks, to have {@link #giveBack} called when no option is under way
     */
    DiskRecall(ClientConnection connection, Runnable asked) {
        channel = connection.channel();
        loop = connection.loop();
        this.asked = asked;
    }

    /**
     * Gives the disk back if a hand-over has asked for it.
     *
     * @param negotiation has the disk
     * @param then runs on the event loop when the disk was given back
     * @return whether {@code then} will run; if not, there is nothing to do
     */
    boolean giveBack(Negotiation negotiation, Runnable then) {
        Runnable told = suspended;
        suspended = null;
        if (told == null) {
            return false;
        }
        if (!negotiation.hasOpened()) {
            told.run();
            return false;
        }
        // Closing the lease tells the hand-over.
        negotiation.openers().execute(() -> {
            negotiation.close();
            loop.execute(then);
        });
        return true;
    }

    /** Leaves it to the transmission to answer the hand-over. */
    void passTo(Transmission transmission) {
        if (suspended != null) {
            transmission.suspend(suspended);
            suspended = null;
        }
    }

    @Override
    public void suspend(Runnable whenSuspended) {
        suspended = whenSuspended;
        asked.run();
    }

    @Override
    public void resume() {
        suspended = null;
    }

    @Override
    public Optional<String> objection(OpenDisk other, Chain chain) {
        return Optional.empty();
    }

    @Override
    public void lose(String why) {
        suspended = null;
    }

    /** Nothing is under way but an option. */
    @Override
    public void end(boolean atOnce) {
        channel.close();
    }
}

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
 * Gives the disk of a client that is still in its handshake back to a hand-over that asks for it. Nothing is promised
 * to the client before transmission, so no other disk has to replace it: the next option opens the disk again. Runs on
 * the event loop, except {@link #objection}.
 */
final class DiskRecall implements LeaseHolder {
    private final Channel channel;
    private final Executor loop;
    private final Runnable asked;
    private @Nullable Runnable suspended;

    /**
     * Creates a recall for a connection; no hand-over has asked yet.
     *
     * @param connection the client's connection
     * @param asked runs when a hand-over asks; it should call {@link #giveBack} when no option is under way
     */
    DiskRecall(ClientConnection connection, Runnable asked) {
        channel = connection.channel();
        loop = connection.loop();
        this.asked = asked;
    }

    /**
     * Closes the disk if a hand-over has asked for it.
     *
     * @param negotiation the owner of the disk
     * @param then runs on the event loop when the disk is closed
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
        // Closing the lease notifies the hand-over.
        negotiation.openers().execute(() -> {
            negotiation.close();
            loop.execute(then);
        });
        return true;
    }

    /** Leaves the answer to the hand-over to the transmission. */
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

    /** At most an option is under way, so there is nothing to wait for. */
    @Override
    public void end(boolean atOnce) {
        channel.close();
    }
}

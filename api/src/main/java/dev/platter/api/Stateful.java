package dev.platter.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A plugin or filter that can hand over what it holds to another version of itself, so that an export is upgraded
 * under its clients. It is the instance that hands over, never a disk: the server holds back requests, waits for those
 * under way, closes every disk, and then
 *
 * <ol>
 *   <li>calls {@link #release} of the old instance;
 *   <li>constructs, prepares and starts the new instance and calls its {@link #adopt};
 *   <li>opens each client's disk anew and compares it with what the client negotiated;
 *   <li>calls {@link Plugin#stop} of the old instance.
 * </ol>
 *
 * <p>If anything fails before the last step, it stops the new instance after having called its {@link #release},
 * gives the state back by calling {@link #adopt} of the <em>old</em> instance, and all goes on as before.
 *
 * @since 0.1
 */
@ConsumerType
public interface Stateful {
    /**
     * Gives away what the instance holds. From here on the instance neither uses nor frees it: {@code stop} leaves it
     * alone, unless {@link #adopt} has given it back.
     *
     * @return the state; nothing of it refers to a class of the plugin
     * @throws IOException if it cannot be given away; the instance then goes on to hold it
     */
    HandedState release() throws IOException;

    /**
     * Takes over a state. Called after {@code start}, when no disk is open.
     *
     * @param state what {@link #release} gave, of this or another version of the plugin
     * @throws IOException if it cannot be used: an unknown format, or parameters that contradict it. The state is
     *     then as it was
     */
    void adopt(HandedState state) throws IOException;
}

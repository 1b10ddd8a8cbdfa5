// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A plugin or filter whose contents outlive it: a newer version, or the same version with other parameters, goes on
 * with them while clients stay connected. The instance of an export hands over, never a disk.
 *
 * <p>The server holds back requests, waits for those under way, closes every disk of the old instance, and then calls,
 * on one thread:
 *
 * <table>
 *   <caption>The calls of a hand-over, in this order</caption>
 *   <tr><th>Old instance</th><th>New instance</th></tr>
 *   <tr><td></td><td>constructor, {@code prepare}</td></tr>
 *   <tr><td>{@link #release}</td><td></td></tr>
 *   <tr><td></td><td>{@link #adopt}, {@code start}; each client's disk is opened anew</td></tr>
 *   <tr><td></td><td>{@link #keep}, if each disk can do what its client has negotiated</td></tr>
 *   <tr><td>{@code stop}</td><td></td></tr>
 * </table>
 *
 * <p>If anything fails before {@link #keep}, or a disk falls short of what its client was promised, the server stops
 * the new instance, calls {@link #keep} of the <em>old</em> one, and opens the old one's disks again.
 *
 * <h2>Who holds the state</h2>
 *
 * <p>From {@link #release} until {@link #keep}, neither instance holds it; {@link #keep} tells one of the two that it
 * does. Meanwhile both may read what is in the state, and neither may change it or give any of it back: {@code stop} of
 * an instance that does not hold the state leaves it alone. So an instance needs one flag: {@code keep} sets it,
 * {@code start} sets it if nothing was adopted, and {@code release} clears it. A plugin that forgets to look at the
 * flag can lose the state, but the state cannot be freed twice, and no mistake of a new version can hurt the state that
 * the old one goes back to.
 *
 * {@snippet lang=java :
 * @NbdPlugin(
 *         name = "scratch",
 *         summary = "memory that outlives its plugin",
 *         threadModel = ThreadModel.PARALLEL,
 *         contents = Contents.IN_INSTANCE)
 * public final class ScratchPlugin implements Plugin, Stateful {
 *     private Optional<HandedState> adopted = Optional.empty();
 *     private volatile Arena arena = Arena.global();
 *     private volatile MemorySegment bytes = MemorySegment.NULL;
 *     private boolean holds;
 *
 *     @Override
 *     public void adopt(HandedState state) throws IOException {
 *         state.require("scratch", 1, 1);
 *         adopted = Optional.of(state);
 *     }
 *
 *     @Override
 *     public void start(Context context) throws IOException {
 *         if (adopted.isPresent()) {
 *             arena = adopted.get().get("arena", Arena.class);
 *             bytes = adopted.get().get("bytes", MemorySegment.class);
 *         } else {
 *             arena = Arena.ofShared();
 *             bytes = arena.allocate(1 << 20);
 *             holds = true;
 *         }
 *     }
 *
 *     @Override
 *     public Disk open(Client client) {
 *         return new ScratchDisk(bytes);
 *     }
 *
 *     @Override
 *     public HandedState release() {
 *         holds = false;
 *         return HandedState.of("scratch", 1, Map.of("arena", arena, "bytes", bytes));
 *     }
 *
 *     @Override
 *     public void keep() {
 *         holds = true;
 *     }
 *
 *     @Override
 *     public void stop() {
 *         if (holds) {
 *             arena.close();
 *         }
 *     }
 *
 *     private record ScratchDisk(MemorySegment bytes) implements Disk {
 *         @Override
 *         public long size() {
 *             return bytes.byteSize();
 *         }
 *
 *         @Override
 *         public void read(ByteBuffer into, long offset, HoleSink holes) {
 *             into.put(bytes.asSlice(offset, into.remaining()).asByteBuffer());
 *         }
 *     }
 * }
 * }
 *
 * @since 0.1
 */
@ConsumerType
public interface Stateful {
    /**
     * Describes what the instance holds, and lets go of it. Called when every disk is closed. Either {@link #keep} or
     * {@code stop} follows; {@link #keep} makes everything as it was. So the instance leaves in place whatever it needs
     * to go on, and stops whatever would change the state on its own, such as a thread that tidies up.
     *
     * @return the state; nothing in it refers to a class of the plugin
     * @throws IOException if it cannot be described; the instance still holds it, and nothing else happens
     */
    HandedState release() throws IOException;

    /**
     * Receives a state before {@code start}, which then takes it up instead of making everything anew. Called only if
     * there is a state to go on with.
     *
     * @param state what {@link #release} has returned, of this or another version of the plugin
     * @throws IOException if it cannot be used: an unknown format, or parameters that contradict it. The message says
     *     what is needed; the old instance goes on
     */
    void adopt(HandedState state) throws IOException;

    /**
     * Tells this instance that it holds the state from now on: the new one for good, or the old one again. Called at
     * most once after each {@link #adopt} and {@link #release}, before any request, and must not fail: work that can
     * fail belongs in {@code start}.
     */
    void keep();
}

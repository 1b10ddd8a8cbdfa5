// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.overlay;

import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.HandedState;
import dev.platter.ram.Allocator;
import dev.platter.ram.RamDisk;
import java.io.IOException;
import java.util.Map;

/** Memory for the pages of a disk of any size, which takes only as much as is written. */
public final class OverlayMemory {
    private static final String FORMAT = "format";
    private static final String VERSION = "version";
    private static final String VALUES = "values";

    private final RamDisk memory = new RamDisk(Long.MAX_VALUE, new Allocator(Allocator.Kind.SPARSE, false));
    private final Disk disk;

    private OverlayMemory(Context context) throws IOException {
        memory.start(context, RamDisk.Filling.NONE);
        disk = memory.open();
    }

    private OverlayMemory(Context context, HandedState state) throws IOException {
        memory.adopt(state);
        memory.start(context, RamDisk.Filling.NONE);
        disk = memory.open();
    }

    /**
     * Makes an empty one.
     *
     * @param context the server
     * @return memory that {@link #stop} gives back
     * @throws IOException if the system does not have enough
     */
    public static OverlayMemory create(Context context) throws IOException {
        return new OverlayMemory(context);
    }

    /**
     * Takes over what another one has released; {@link #keep} makes this one its holder.
     *
     * @param context the server
     * @param state has what {@link #release} has returned
     * @param name the name of that value
     * @return memory with the same contents
     * @throws IOException if it does not fit
     */
    public static OverlayMemory adopt(Context context, HandedState state, String name) throws IOException {
        HandedState values = HandedState.of(name, 0, asValues(state.get(name, Map.class)));
        String format = values.get(FORMAT, String.class);
        return new OverlayMemory(
                context,
                HandedState.of(format, values.get(VERSION, Integer.class), asValues(values.get(VALUES, Map.class))));
    }

    /** The keys are strings: a {@link HandedState} takes no others. */
    @SuppressWarnings("unchecked")
    private static Map<String, ?> asValues(Map<?, ?> map) {
        return (Map<String, ?>) map;
    }

    /**
     * The bytes.
     *
     * @return a disk that is not blocking, and need not be closed
     */
    public Disk disk() {
        return disk;
    }

    /**
     * Describes the memory, and lets go of it.
     *
     * @return values for a {@link HandedState}
     * @throws IOException if that fails
     */
    public Map<String, Object> release() throws IOException {
        HandedState state = memory.release();
        return Map.of(FORMAT, state.format(), VERSION, state.version(), VALUES, state.values());
    }

    /** Keeps the memory, after a hand-over to this one, or from it if that has failed. */
    public void keep() {
        memory.keep();
    }

    /** Gives the memory back, unless somebody else holds it now. */
    public void stop() {
        memory.stop();
    }
}

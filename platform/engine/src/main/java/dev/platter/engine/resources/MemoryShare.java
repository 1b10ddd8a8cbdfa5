// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.resources;

/** One instance's share in the memory that plugins and filters may hold. May be used by any thread. */
public interface MemoryShare extends AutoCloseable {
    /**
     * The most that all plugins and filters may hold together.
     *
     * @return bytes
     */
    long most();

    /**
     * Takes memory if there is some at the moment.
     *
     * @param bytes how much
     * @return whether it was taken
     */
    boolean takeNow(long bytes);

    /**
     * Takes memory, and waits for it if there is none.
     *
     * @param bytes how much, at most {@link #most}
     * @return whether it was taken; if not, it was not given back by others in time
     * @throws InterruptedException if the thread is interrupted; nothing is taken then
     */
    boolean take(long bytes) throws InterruptedException;

    /**
     * Gives memory back.
     *
     * @param bytes how much, which was taken before
     */
    void give(long bytes);

    /** Called when nothing is held any more and nothing will be taken. */
    @Override
    void close();

    /** A share of a chain that belongs to no server: whatever Java can get. */
    MemoryShare UNLIMITED = new MemoryShare() {
        @Override
        public long most() {
            return Long.MAX_VALUE;
        }

        @Override
        public boolean takeNow(long bytes) {
            return true;
        }

        @Override
        public boolean take(long bytes) {
            return true;
        }

        @Override
        public void give(long bytes) {}

        @Override
        public void close() {}
    };
}

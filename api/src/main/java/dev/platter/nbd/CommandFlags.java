// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

/**
 * Flags of a request, {@code NBD_CMD_FLAG_*}.
 *
 * @since 0.1
 */
public final class CommandFlags {
    /** Force unit access: the reply comes when the change is durable. */
    public static final int FUA = 1 << 0;

    /** Zeroes must be allocated, not punched. */
    public static final int NO_HOLE = 1 << 1;

    /** A read is answered in one data chunk. */
    public static final int DF = 1 << 2;

    /** One extent is enough. */
    public static final int REQ_ONE = 1 << 3;

    /** Zeroes only if that is quicker than writing them, {@code ENOTSUP} otherwise. */
    public static final int FAST_ZERO = 1 << 4;

    /** The length is that of the payload which follows; extended headers only. */
    public static final int PAYLOAD_LEN = 1 << 5;

    private static final String[] NAMES = {"FUA", "NO_HOLE", "DF", "REQ_ONE", "FAST_ZERO", "PAYLOAD_LEN"};

    private CommandFlags() {}

    /**
     * The document's names of flags, for messages; without {@code NBD_CMD_FLAG_}, which all of them begin with.
     *
     * @param flags any bits, known or not
     * @return the names in the order of their bits, with blanks between them; {@code bit 9} where the document knows none
     */
    public static String namesOf(int flags) {
        StringBuilder names = new StringBuilder();
        for (int rest = flags; rest != 0; rest &= rest - 1) {
            int bit = Integer.numberOfTrailingZeros(rest);
            names.append(names.isEmpty() ? "" : " ").append(bit < NAMES.length ? NAMES[bit] : "bit " + bit);
        }
        return names.toString();
    }
}

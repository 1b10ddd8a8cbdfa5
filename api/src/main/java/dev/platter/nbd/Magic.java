// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

/**
 * The magic numbers that begin each message.
 *
 * @since 0.1
 */
public final class Magic {
    /** The first eight bytes that a server says: the letters {@code NBDMAGIC}. */
    public static final long NBDMAGIC = 0x4e42444d41474943L;

    /** Announces the newstyle handshake, and begins each option of a client: {@code IHAVEOPT}. */
    public static final long IHAVEOPT = 0x49484156454F5054L;

    /** Announces the oldstyle handshake. */
    public static final long OLDSTYLE = 0x00420281861253L;

    /** Begins each reply to an option. */
    public static final long OPTION_REPLY = 0x0003e889045565a9L;

    /** Begins a compact request, {@code NBD_REQUEST_MAGIC}. */
    public static final long REQUEST = 0x25609513L;

    /** Begins an extended request, {@code NBD_EXTENDED_REQUEST_MAGIC}. */
    public static final long EXTENDED_REQUEST = 0x21e41c71L;

    /** Begins a simple reply, {@code NBD_SIMPLE_REPLY_MAGIC}. */
    public static final long SIMPLE_REPLY = 0x67446698L;

    /** Begins a chunk of a structured reply, {@code NBD_STRUCTURED_REPLY_MAGIC}. */
    public static final long STRUCTURED_REPLY = 0x668e33efL;

    /** Begins a chunk of an extended reply, {@code NBD_EXTENDED_REPLY_MAGIC}. */
    public static final long EXTENDED_REPLY = 0x6e8a278cL;

    private Magic() {}
}

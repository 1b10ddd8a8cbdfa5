// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static dev.platter.hardening.Judgement.require;

import dev.platter.nbd.HandshakeFlags;
import dev.platter.nbd.InfoTypes;
import dev.platter.nbd.Limits;
import dev.platter.nbd.Magic;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a whole conversation by the protocol document. It takes every byte that a client has sent before it shut its output
 * down, and every byte that the client has received, and checks that each message is answered correctly and that the server
 * has sent nothing else.
 *
 * <p>It parses the client's bytes as a server does, but with code of its own, up to the point where a server has to hang up.
 * Where the document leaves a choice, it accepts every choice. It assumes a server without TLS whose disks are those of
 * {@link ArrayPlugin}.
 */
final class Conversation {
    private static final int OPTION_HEADER = 16;
    private static final int ZEROES = 124;

    /** A server may refuse an option that is longer than this, in bytes, before it has received all of it. */
    private static final int LARGE_OPTION = 64 * 1024;

    private final ByteBuffer sent;
    private final Received received;
    private final boolean ordered;
    private ReplyMode mode = ReplyMode.SIMPLE;
    private boolean noZeroes;
    private Set<Integer> contexts = Set.of();
    private String contextsFor = "";

    private Conversation(byte[] sent, byte[] received, boolean ordered) {
        this.sent = ByteBuffer.wrap(sent);
        this.received = new Received(received);
        this.ordered = ordered;
    }

    /**
     * Judges a conversation with Platter; fails with a message if anything is wrong.
     *
     * @param sent all that the client has sent
     * @param received all that came back until the server hung up
     * @param ordered whether short requests are carried out in the order in which they came
     * @param disk the contents, afterwards, of the disk that was opened last
     */
    static void judge(byte[] sent, byte[] received, boolean ordered, byte[] disk) {
        new Conversation(sent, received, ordered).judge(Optional.of(disk));
    }

    /**
     * Judges a conversation with a server other than Platter. The contents of its disk are not known to the test, and it may
     * carry requests out in any order.
     *
     * @param sent all that the client has sent
     * @param received all that came back until the server hung up
     */
    static void judgeStranger(byte[] sent, byte[] received) {
        new Conversation(sent, received, false).judge(Optional.empty());
    }

    private void judge(Optional<byte[]> disk) {
        boolean transmission = greetingAndFlags() && options(disk);
        if (!transmission) {
            require(received.isEmpty(), () -> received.left() + " bytes after the end of the handshake");
        }
    }

    private boolean greetingAndFlags() {
        require(received.s64("the greeting") == Magic.NBDMAGIC, () -> "the greeting is not NBDMAGIC");
        require(received.s64("the greeting") == Magic.IHAVEOPT, () -> "the greeting is not IHAVEOPT");
        int offered = received.u16("the handshake flags");
        require(offered == (HandshakeFlags.FIXED_NEWSTYLE | HandshakeFlags.NO_ZEROES), () -> "flags " + offered);
        if (sent.remaining() < Integer.BYTES) {
            return false;
        }
        int flags = sent.getInt();
        noZeroes = (flags & HandshakeFlags.NO_ZEROES) != 0;
        return (flags & ~offered) == 0;
    }

    /** Judges the options, and the transmission if there is one; returns whether there is. */
    private boolean options(Optional<byte[]> disk) {
        while (sent.remaining() >= OPTION_HEADER) {
            if (sent.getLong() != Magic.IHAVEOPT) {
                return false;
            }
            int option = sent.getInt();
            long length = sent.getInt() & 0xffff_ffffL;
            boolean large = length > LARGE_OPTION;
            if (large && option == Options.EXPORT_NAME) {
                return false;
            }
            if (length > sent.remaining()) {
                if (large && !received.isEmpty()) {
                    require(isError(finalReply(option)), () -> "an unfinished option is acknowledged");
                }
                return false;
            }
            byte[] data = new byte[(int) length];
            sent.get(data);
            if (option == Options.EXPORT_NAME) {
                // With extended headers EXPORT_NAME is not allowed; it has no error reply, so the server hangs up.
                return mode != ReplyMode.EXTENDED && isName(data) && exportName() && transmission(name(data), disk);
            }
            Set<Integer> ids = new LinkedHashSet<>();
            int reply = finalReply(option, ids);
            if (option == Options.ABORT) {
                return false;
            }
            accept(option, data, reply, ids);
            if (option == Options.GO && reply == OptionReplies.ACK) {
                return transmission(nameIn(data), disk);
            }
        }
        return false;
    }

    private boolean exportName() {
        long size = received.s64("the export's size");
        require(size == ArrayPlugin.SIZE, () -> "the export's size is " + size);
        received.u16("the transmission flags");
        if (!noZeroes) {
            received.bytes(ZEROES, "the zeroes after the flags");
        }
        return true;
    }

    private boolean transmission(String name, Optional<byte[]> disk) {
        Set<Integer> usable = contextsFor.equals(name) ? contexts : Set.of();
        TransmissionJudge judge = new TransmissionJudge(sent, received, mode, usable, ordered);
        disk.ifPresentOrElse(judge::judge, judge::judgeReplies);
        return true;
    }

    private void accept(int option, byte[] data, int reply, Set<Integer> ids) {
        boolean acknowledged = reply == OptionReplies.ACK;
        switch (option) {
            case Options.STRUCTURED_REPLY -> {
                refusedIf(data.length > 0, option, reply);
                if (acknowledged && mode == ReplyMode.SIMPLE) {
                    mode = ReplyMode.STRUCTURED;
                }
            }
            case Options.EXTENDED_HEADERS -> {
                refusedIf(data.length > 0, option, reply);
                if (acknowledged) {
                    mode = ReplyMode.EXTENDED;
                }
            }
            case Options.SET_META_CONTEXT -> {
                refusedIf(mode == ReplyMode.SIMPLE, option, reply);
                contexts = acknowledged ? ids : Set.of();
                contextsFor = acknowledged ? nameIn(data) : "";
            }
            case Options.LIST -> refusedIf(data.length > 0, option, reply);
            case Options.INFO, Options.GO, Options.LIST_META_CONTEXT -> {}
            default -> require(isError(reply), () -> "option " + option + " is acknowledged");
        }
    }

    private static void refusedIf(boolean wrong, int option, int reply) {
        require(!wrong || isError(reply), () -> "option " + option + " is acknowledged although it is wrong");
    }

    private int finalReply(int option) {
        return finalReply(option, new LinkedHashSet<>());
    }

    /** Reads the replies to one option up to the last, and returns the type of the last. */
    private int finalReply(int option, Set<Integer> ids) {
        boolean sized = false;
        while (true) {
            String what = "a reply to option " + option;
            require(received.s64(what) == Magic.OPTION_REPLY, () -> what + " has another magic");
            int about = received.s32(what);
            require(about == option, () -> what + " is about option " + about);
            int type = received.s32(what);
            Received data = received.part(received.u32(what), what);
            if (isError(type)) {
                data.text(data.left(), "the text of " + OptionReplies.nameOf(type));
                return type;
            }
            switch (type) {
                case OptionReplies.ACK -> {
                    require(data.isEmpty(), () -> what + " is an ACK with data");
                    boolean complete = sized || (option != Options.INFO && option != Options.GO);
                    require(complete, () -> what + " is an ACK without NBD_INFO_EXPORT");
                    return type;
                }
                case OptionReplies.SERVER -> {
                    require(option == Options.LIST, () -> what + " lists exports");
                    data.text(data.u32("a name's length"), "an export's name");
                    data.text(data.left(), "an export's description");
                }
                case OptionReplies.INFO -> {
                    require(option == Options.INFO || option == Options.GO, () -> what + " has information");
                    sized |= information(data);
                }
                case OptionReplies.META_CONTEXT -> {
                    boolean asked = option == Options.SET_META_CONTEXT || option == Options.LIST_META_CONTEXT;
                    require(asked, () -> what + " has a context");
                    int id = data.s32("a context's id");
                    boolean unique = option == Options.LIST_META_CONTEXT || ids.add(id);
                    require(unique, () -> "two contexts with the id " + id);
                    data.text(data.left(), "a context's name");
                }
                default -> throw new AssertionError(what + " is of the unknown type " + type);
            }
        }
    }

    private static boolean information(Received data) {
        int type = data.u16("the type of an information");
        switch (type) {
            case InfoTypes.EXPORT -> {
                long size = data.s64("the export's size");
                require(size == ArrayPlugin.SIZE, () -> "the export's size is " + size);
                data.u16("the transmission flags");
            }
            case InfoTypes.BLOCK_SIZE -> {
                int minimum = data.s32("the minimum block size");
                int preferred = data.s32("the preferred block size");
                long maximum = data.u32("the maximum block size");
                boolean sensible = Integer.bitCount(minimum) == 1
                        && Integer.bitCount(preferred) == 1
                        && preferred >= Math.max(minimum, 512)
                        && (maximum % minimum == 0 || maximum == 0xffff_ffffL);
                require(sensible, () -> "block sizes " + minimum + ", " + preferred + ", " + maximum);
            }
            case InfoTypes.NAME, InfoTypes.DESCRIPTION -> data.text(data.left(), "an information's text");
            default -> throw new AssertionError("information of the unknown type " + type);
        }
        require(data.isEmpty(), () -> "information " + type + " is too long");
        return type == InfoTypes.EXPORT;
    }

    private static boolean isError(int reply) {
        return reply < 0;
    }

    private static boolean isName(byte[] data) {
        if (data.length > Limits.MAX_STRING) {
            return false;
        }
        try {
            return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(data))
                            .toString()
                            .indexOf('\0')
                    < 0;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String name(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }

    /** The name at the beginning of an option's data. The option was acknowledged, so a missing or invalid name is a failure. */
    private static String nameIn(byte[] data) {
        ByteBuffer in = ByteBuffer.wrap(data);
        require(in.remaining() >= Integer.BYTES, () -> "an option without a name is acknowledged");
        int length = in.getInt();
        require(length >= 0 && length <= in.remaining(), () -> "a name that breaks off is acknowledged");
        byte[] name = new byte[length];
        in.get(name);
        require(isName(name), () -> "what is no name is acknowledged");
        return name(name);
    }
}

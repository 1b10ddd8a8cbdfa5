// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static dev.platter.hardening.Question.Phase.HANDSHAKE;
import static dev.platter.hardening.Question.Phase.SIMPLE;
import static dev.platter.hardening.Question.Phase.STRUCTURED;

import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import dev.platter.nbd.Options;
import java.util.List;

/**
 * Odd requests: each with Platter's answer, and the part of the protocol document that decides it. {@link CompatibilityIT}
 * puts them to Platter and to other servers, and checks docs/compatibility.md.
 */
enum Question {
    UNKNOWN_CLIENT_FLAG(
            HANDSHAKE,
            "an unknown client flag",
            new ClientBytes().clientFlags(7),
            "hangs up",
            "Client flags: the server drops a connection on which an unknown flag is set."),
    NOT_FIXED(
            HANDSHAKE,
            "LIST by a client that does not claim fixed newstyle",
            new ClientBytes().clientFlags(2).option(Options.LIST),
            "ACK",
            "Client flags: a server may serve such a client as if it had claimed it."),
    UNKNOWN_OPTION(
            HANDSHAKE,
            "option 4711",
            flags().option(4711),
            "ERR_UNSUP",
            "Option reply types: ERR_UNSUP is for options that a server does not know."),
    UNKNOWN_OPTION_WITH_DATA(
            HANDSHAKE,
            "option 4711 with data",
            flags().option(4711, new byte[100]),
            "ERR_UNSUP",
            "Newstyle negotiation: the length is there so that unknown options can be skipped."),
    PEEK_EXPORT(
            HANDSHAKE,
            "the withdrawn PEEK_EXPORT",
            flags().option(Options.PEEK_EXPORT),
            "ERR_UNSUP",
            "Option types: it is not in use."),
    LIST_WITH_DATA(
            HANDSHAKE,
            "LIST with data",
            flags().option(Options.LIST, new byte[4]),
            "ERR_INVALID",
            "Option reply types: this is its example for ERR_INVALID."),
    STRUCTURED_REPLY_WITH_DATA(
            HANDSHAKE,
            "STRUCTURED_REPLY with data",
            flags().option(Options.STRUCTURED_REPLY, new byte[4]),
            "ERR_INVALID",
            "Option types: STRUCTURED_REPLY has no data; ERR_INVALID is for syntax errors."),
    STRUCTURED_REPLY_TWICE(
            HANDSHAKE,
            "STRUCTURED_REPLY a second time",
            flags().option(Options.STRUCTURED_REPLY).option(Options.STRUCTURED_REPLY),
            "ACK, ACK",
            "Nothing forbids it."),
    LONG_OPTION(
            HANDSHAKE,
            "LIST with 100,000 bytes of data",
            flags().option(Options.LIST, new byte[100_000]),
            "ERR_TOO_BIG",
            "Option reply types: ERR_TOO_BIG is for requests that are too large to process."),
    NAME_BEYOND_DATA(
            HANDSHAKE,
            "INFO whose name is longer than its data",
            flags().option(Options.INFO, new ClientBytes().u32(100).u16(0)),
            "ERR_INVALID",
            "Option types: an INFO or GO that does not parse is ERR_INVALID."),
    UNKNOWN_INFORMATION(
            HANDSHAKE,
            "INFO that asks for information 4711",
            flags().option(Options.INFO, ClientBytes.info(Asker.EXPORT, 4711)),
            "ACK",
            "Option types: information that a server does not know is left out."),
    LONG_NAME(
            HANDSHAKE,
            "INFO for a name of 4,097 bytes",
            flags().option(Options.INFO, ClientBytes.info("x".repeat(4097))),
            "ERR_INVALID",
            "Conventions: no string is longer than 4,096 bytes."),
    NAME_WITH_NUL(
            HANDSHAKE,
            "INFO for a name with a NUL",
            flags().option(Options.INFO, ClientBytes.info("a\0b")),
            "ERR_INVALID",
            "Conventions: a string has no NUL."),
    NAME_NOT_UTF8(
            HANDSHAKE,
            "INFO for a name that is not UTF-8",
            flags().option(
                            Options.INFO,
                            new ClientBytes()
                                    .u32(2)
                                    .raw(new byte[] {(byte) 0xff, (byte) 0xfe})
                                    .u16(0)),
            "ERR_INVALID",
            "Conventions: a string is UTF-8."),
    UNKNOWN_NAME(
            HANDSHAKE,
            "INFO for a name that is not configured",
            flags().option(Options.INFO, ClientBytes.info("no such export")),
            "ACK",
            "Option reply types: ERR_UNKNOWN is for exports that are not available; the server decides which are,"
                    + " and in Platter, as in nbdkit, the plugin does."),
    CONTEXT_TOO_EARLY(
            HANDSHAKE,
            "SET_META_CONTEXT before STRUCTURED_REPLY",
            flags().option(Options.SET_META_CONTEXT, ClientBytes.contexts(Asker.EXPORT, BlockStatus.BASE_ALLOCATION)),
            "ERR_INVALID",
            "Option types: it must not be sent earlier, and the answer should be ERR_INVALID."),
    CONTEXT_WITHOUT_COLON(
            HANDSHAKE,
            "SET_META_CONTEXT with a query that has no colon",
            structured().option(Options.SET_META_CONTEXT, ClientBytes.contexts(Asker.EXPORT, "allocation")),
            "ACK, ACK",
            "Option types: a query without a namespace may be refused; it need not be."),
    CONTEXT_WILDCARD(
            HANDSHAKE,
            "SET_META_CONTEXT with base: alone",
            structured().option(Options.SET_META_CONTEXT, ClientBytes.contexts(Asker.EXPORT, "base:")),
            "ACK, ACK",
            "The base: namespace: this form selects nothing."),
    CONTEXT_OF_STRANGERS(
            HANDSHAKE,
            "SET_META_CONTEXT with an unknown namespace",
            structured().option(Options.SET_META_CONTEXT, ClientBytes.contexts(Asker.EXPORT, "x-other:thing")),
            "ACK, ACK",
            "Option types: queries of unknown namespaces are ignored."),
    CONTEXT_BREAKS_OFF(
            HANDSHAKE,
            "LIST_META_CONTEXT that announces more queries than it has",
            structured()
                    .option(
                            Options.LIST_META_CONTEXT,
                            new ClientBytes().string(Asker.EXPORT).u32(2).string("base:")),
            "ACK, ERR_INVALID",
            "Option types: an option that ends before its last field is ERR_INVALID."),
    STARTTLS(
            HANDSHAKE,
            "STARTTLS to a server without TLS",
            flags().option(Options.STARTTLS),
            "ERR_UNSUP|ERR_POLICY",
            "NOTLS mode: either answer is right, depending on why there is no TLS."),
    STARTTLS_WITH_DATA(
            HANDSHAKE,
            "STARTTLS with data",
            flags().option(Options.STARTTLS, new byte[3]),
            "ERR_UNSUP|ERR_POLICY|ERR_INVALID",
            "NOTLS mode, as above; ERR_INVALID where TLS is known."),
    EXTENDED_HEADERS(
            HANDSHAKE,
            "EXTENDED_HEADERS",
            flags().option(Options.EXTENDED_HEADERS),
            "ACK",
            "Option types, on the branch for extended headers: a server that supports them acknowledges."),
    STRUCTURED_AFTER_EXTENDED(
            HANDSHAKE,
            "STRUCTURED_REPLY after EXTENDED_HEADERS",
            flags().option(Options.EXTENDED_HEADERS).option(Options.STRUCTURED_REPLY),
            "ACK, ERR_EXT_HEADER_REQD",
            "Option reply types, on that branch: ERR_EXT_HEADER_REQD says that the client has something better"
                    + " already."),
    WRONG_OPTION_MAGIC(
            HANDSHAKE,
            "an option that begins with another magic",
            flags().u64(Magic.IHAVEOPT + 1).u32(Options.LIST).u32(0),
            "hangs up",
            "Termination of the session during option haggling: a violation of a mandatory rule may end the session."),

    UNKNOWN_COMMAND(
            STRUCTURED,
            "command 4711",
            request(4711, 0, 0, 512),
            "EINVAL",
            "Error values: a command that the server does not know is EINVAL."),
    UNKNOWN_FLAG(
            STRUCTURED,
            "READ with flag 15",
            request(Commands.READ, 0x8000, 0, 512),
            "EINVAL",
            "Error values: a flag that the server does not know is EINVAL."),
    REQ_ONE_ON_READ(
            STRUCTURED,
            "READ with REQ_ONE",
            request(Commands.READ, CommandFlags.REQ_ONE, 0, 512),
            "EINVAL",
            "Error values: a flag that is not documented for this command is EINVAL."),
    FUA_ON_READ(
            STRUCTURED,
            "READ with FUA",
            request(Commands.READ, CommandFlags.FUA, 0, 512),
            "done",
            "Command flags: where FUA was offered, every command takes it."),
    NO_HOLE_ON_TRIM(
            STRUCTURED,
            "TRIM with NO_HOLE",
            request(Commands.TRIM, CommandFlags.NO_HOLE, 0, 512),
            "EINVAL",
            "Error values, as above."),
    DF_ON_SIMPLE(
            SIMPLE,
            "READ with DF, without structured replies",
            request(Commands.READ, CommandFlags.DF, 0, 512),
            "EINVAL",
            "Command flags: DF needs the transmission flag, which needs structured replies."),
    EMPTY_READ(
            STRUCTURED,
            "READ of 0 bytes",
            request(Commands.READ, 0, 0, 0),
            "EINVAL",
            "Request types: not specified, but no reason to hang up."),
    EMPTY_WRITE(
            STRUCTURED,
            "WRITE of 0 bytes",
            request(Commands.WRITE, 0, 0, 0),
            "EINVAL",
            "Request types: not specified, but no reason to hang up."),
    EMPTY_TRIM(
            STRUCTURED,
            "TRIM of 0 bytes",
            request(Commands.TRIM, 0, 0, 0),
            "EINVAL",
            "Request types: not specified, but no reason to hang up."),
    EMPTY_BLOCK_STATUS(
            STRUCTURED,
            "BLOCK_STATUS of 0 bytes",
            request(Commands.BLOCK_STATUS, 0, 0, 0),
            "EINVAL",
            "Request types: not specified, but no reason to hang up."),
    READ_BEYOND(
            STRUCTURED,
            "READ beyond the end",
            request(Commands.READ, 0, Asker.SIZE - 1, 2),
            "EINVAL",
            "Error values: not specified; clients expect EINVAL."),
    WRITE_BEYOND(
            STRUCTURED,
            "WRITE beyond the end",
            request(Commands.WRITE, 0, Asker.SIZE - 1, 2).payload(2, 1),
            "ENOSPC",
            "Error values: a write beyond the end should be ENOSPC."),
    ZERO_BEYOND(
            STRUCTURED,
            "WRITE_ZEROES beyond the end",
            request(Commands.WRITE_ZEROES, 0, Asker.SIZE - 1, 2),
            "ENOSPC",
            "Request types: likewise."),
    TRIM_BEYOND(
            STRUCTURED,
            "TRIM beyond the end",
            request(Commands.TRIM, 0, Asker.SIZE - 1, 2),
            "EINVAL",
            "Error values: not specified."),
    CACHE_BEYOND(
            STRUCTURED,
            "CACHE beyond the end",
            request(Commands.CACHE, 0, Asker.SIZE - 1, 2),
            "EINVAL",
            "Error values: not specified."),
    BLOCK_STATUS_BEYOND(
            STRUCTURED,
            "BLOCK_STATUS beyond the end",
            request(Commands.BLOCK_STATUS, 0, Asker.SIZE - 1, 2),
            "EINVAL",
            "Request types: it should be EINVAL."),
    READ_AT_2_63(
            STRUCTURED,
            "READ at 2^63",
            request(Commands.READ, 0, Long.MIN_VALUE, 512),
            "EINVAL",
            "Request message: offsets are unsigned; this one is beyond the end."),
    READ_THAT_WRAPS(
            STRUCTURED,
            "READ at 2^64 - 512 of 1,024 bytes",
            request(Commands.READ, 0, -512, 1024),
            "EINVAL",
            "Block size constraints: offset and length together must not exceed the export."),
    FLUSH_OF_A_RANGE(
            STRUCTURED,
            "FLUSH with offset and length",
            request(Commands.FLUSH, 0, 512, 512),
            "EINVAL",
            "Request types: both are reserved and must be 0."),
    LONG_READ(
            STRUCTURED,
            "READ of 64 MiB and a byte",
            request(Commands.READ, 0, 0, (1 << 26) + 1),
            "EINVAL",
            "Block size constraints: more than the maximum should be EINVAL."),
    LONG_WRITE(
            STRUCTURED,
            "WRITE of 64 MiB and a byte",
            request(Commands.WRITE, 0, 0, (1 << 26) + 1).payload((1 << 26) + 1, 1),
            "EINVAL",
            "Block size constraints: likewise; a server may also treat a payload of that length as an attack."),
    WRITE_OF_4_GIB(
            STRUCTURED,
            "WRITE of 2^32 - 1 bytes",
            request(Commands.WRITE, 0, 0, 0xffff_ffffL),
            "hangs up",
            "Block size constraints: a server may hang up instead of reading a payload that it treats as an attack."),
    NO_CONTEXT(
            SIMPLE,
            "BLOCK_STATUS without a context",
            request(Commands.BLOCK_STATUS, 0, 0, 512),
            "EINVAL",
            "Metadata querying: it should be EINVAL."),
    WRONG_MAGIC(
            STRUCTURED,
            "a request that begins with another magic",
            new ClientBytes().u32(0xdeadbeefL).raw(new byte[24]),
            "hangs up",
            "Terminating the transmission phase: a violation of a mandatory rule may end it."),
    EXTENDED_REQUEST(
            STRUCTURED,
            "an extended request without negotiated extended headers",
            new ClientBytes().extendedRequest(Commands.READ, 0, 1, 0, 512),
            "hangs up",
            "Terminating the transmission phase, as above."),
    DISCONNECT(
            STRUCTURED,
            "DISC",
            request(Commands.DISC, 0, 0, 0),
            "hangs up",
            "Request types: outstanding requests are handled, and the session is closed.");

    /** How far a client goes before it asks. */
    enum Phase {
        HANDSHAKE,
        /** In transmission, with structured replies and base:allocation as far as the server has them. */
        STRUCTURED,
        /** In transmission, with simple replies and no metadata context. */
        SIMPLE
    }

    private final Phase phase;
    private final String title;
    private final ClientBytes bytes;
    private final String expected;
    private final String decides;

    Question(Phase phase, String title, ClientBytes bytes, String expected, String decides) {
        this.phase = phase;
        this.title = title;
        this.bytes = bytes;
        this.expected = expected;
        this.decides = decides;
    }

    private static ClientBytes flags() {
        return new ClientBytes().clientFlags(3);
    }

    private static ClientBytes structured() {
        return flags().option(Options.STRUCTURED_REPLY);
    }

    private static ClientBytes request(int command, int flags, long offset, long length) {
        return new ClientBytes().request(command, flags, Asker.ODD, offset, length);
    }

    Phase phase() {
        return phase;
    }

    /** The question in words. */
    String title() {
        return title;
    }

    byte[] bytes() {
        return bytes.bytes();
    }

    /** Whether an answer is one of those that Platter must give. */
    boolean isAnsweredRightBy(String answer) {
        return List.of(expected.split("\\|")).contains(answer);
    }

    String expected() {
        return expected;
    }

    /** The section of the protocol document that decides the question, and a summary of what it says. */
    String decides() {
        return decides;
    }
}

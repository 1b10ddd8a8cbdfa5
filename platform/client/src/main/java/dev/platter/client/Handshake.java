// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.api.Poller;
import dev.platter.nbd.HandshakeFlags;
import dev.platter.nbd.InfoTypes;
import dev.platter.nbd.Magic;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import dev.platter.nbd.TransmissionFlags;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The newstyle handshake, one option at a time and in any order that the caller likes. It ends with {@link #go} or
 * {@link #exportName}, after which {@link #transmission()} takes the connection over.
 *
 * <p>With an {@linkplain #isOldstyle() oldstyle} server it is over when it has begun: such a server describes its only export at once.
 *
 * <p>Every option method throws {@link ErrorReplyException} if the server refuses, and can be followed by another
 * option then; {@link NbdProtocolException} if the answer is malformed; {@link ServerClosedException} if the server
 * does not answer. {@link #ask} sends options that have no method here; {@link #sendOption} and {@link #receiveReply}
 * are a level below, and {@link #wire()} is the lowest.
 *
 * <p>Used by one thread at a time.
 */
public final class Handshake implements Closeable {
    /** All kinds of information about an export that the protocol knows. */
    public static final List<Integer> ALL_INFORMATION =
            List.of(InfoTypes.NAME, InfoTypes.DESCRIPTION, InfoTypes.BLOCK_SIZE);

    /** Twice the longest reply of the protocol; a server that sends a longer one is broken. */
    private static final int MAX_REPLY = 16 * 1024;

    private static final int ZEROES = 124;

    private Wire wire;
    private final int serverFlags;
    private final int clientFlags;
    private boolean encrypted;
    private ReplyStyle replyStyle = ReplyStyle.SIMPLE;
    private List<MetaContext> contexts = List.of();
    private String contextsExport = "";
    private @Nullable ExportInfo chosen;
    private boolean oldstyle;

    private Handshake(Wire wire, int serverFlags, int clientFlags) {
        this.wire = wire;
        this.serverFlags = serverFlags;
        this.clientFlags = clientFlags;
    }

    private Handshake(Wire wire, ExportInfo only) {
        this(wire, 0, 0);
        chosen = only;
        oldstyle = true;
    }

    /**
     * Connects to a server and begins.
     *
     * @param server where it listens
     * @return the handshake before its first option, which the caller closes
     * @throws NbdProtocolException if it is not a server of newstyle NBD
     * @throws IOException if the server cannot be reached
     */
    public static Handshake connect(ServerAddress server) throws IOException {
        Wire wire = Wire.connect(server);
        try {
            return begin(wire);
        } catch (IOException e) {
            wire.close();
            throw e;
        }
    }

    /**
     * Connects to the server of a URI and begins, with TLS if the URI asks for it.
     *
     * @param uri where it is, and how to use TLS, see {@link ClientTls#of}; the export name is ignored
     * @return the handshake before its first option but STARTTLS, which the caller closes
     * @throws NbdProtocolException if it is not a server of newstyle NBD
     * @throws IOException if the server cannot be reached, or TLS fails
     */
    public static Handshake connect(NbdUri uri) throws IOException {
        return over(Transport.connect(uri.server()), uri);
    }

    /**
     * Begins on a connection to the server of a URI, with TLS if the URI asks for it.
     *
     * @param transport the fresh connection, which the handshake takes over; closed if this fails
     * @param uri how to use TLS, see {@link ClientTls#of}; its address and export name are ignored
     * @return the handshake before its first option but STARTTLS
     * @throws NbdProtocolException if it is not a server of newstyle NBD
     * @throws IOException if the connection breaks, or TLS fails
     */
    public static Handshake over(Transport transport, NbdUri uri) throws IOException {
        try {
            ClientTls tls = uri.tls() ? ClientTls.of(uri) : null;
            Handshake handshake = begin(new Wire(transport));
            if (tls != null) {
                handshake.startTls(tls);
            }
            return handshake;
        } catch (IOException | RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    /**
     * Begins on a fresh connection, accepting every handshake flag that the server offers and this client knows.
     *
     * @param wire the connection, which the handshake takes over
     * @return the handshake before its first option, or at its end if the server is oldstyle
     * @throws NbdProtocolException if it is not an NBD server
     * @throws IOException if the connection breaks
     */
    public static Handshake begin(Wire wire) throws IOException {
        if (style(wire) == Magic.OLDSTYLE) {
            return new Handshake(wire, onlyExport(wire));
        }
        int offered = offeredFlags(wire);
        return begin(wire, offered, offered & (HandshakeFlags.FIXED_NEWSTYLE | HandshakeFlags.NO_ZEROES));
    }

    /**
     * Begins on a fresh connection with flags of the caller's choice, offered or not.
     *
     * @param wire the connection, which the handshake takes over
     * @param clientFlags 32 bits, see {@link HandshakeFlags}
     * @return the handshake before its first option
     * @throws NbdProtocolException if it is not a server of newstyle NBD
     * @throws IOException if the connection breaks
     */
    public static Handshake begin(Wire wire, int clientFlags) throws IOException {
        if (style(wire) == Magic.OLDSTYLE) {
            throw new NbdProtocolException(
                    "the server speaks the oldstyle handshake, in which a client has no flags to choose");
        }
        return begin(wire, offeredFlags(wire), clientFlags);
    }

    private static Handshake begin(Wire wire, int serverFlags, int clientFlags) throws IOException {
        wire.send(ByteBuffer.allocate(4).putInt(clientFlags).flip());
        return new Handshake(wire, serverFlags, clientFlags);
    }

    private static long style(Wire wire) throws IOException {
        ByteBuffer greeting = wire.take(8, "the greeting");
        if (greeting.getLong() != Magic.NBDMAGIC) {
            throw new NbdProtocolException("this is not an NBD server: it began with " + hex(greeting.flip())
                    + ", and NBD begins with " + hex(Magic.NBDMAGIC));
        }
        long style = wire.take(8, "the style of the handshake").getLong();
        if (style != Magic.IHAVEOPT && style != Magic.OLDSTYLE) {
            throw new NbdProtocolException("the server announced the unknown handshake " + hex(style) + ": newstyle is "
                    + hex(Magic.IHAVEOPT));
        }
        return style;
    }

    private static int offeredFlags(Wire wire) throws IOException {
        return Short.toUnsignedInt(wire.take(2, "the handshake flags").getShort());
    }

    /** The flags of very old servers have no bit that says that they are flags. */
    private static ExportInfo onlyExport(Wire wire) throws IOException {
        ByteBuffer description = wire.take(12, "the description of the only export");
        InfoReplies replies = new InfoReplies("", ReplyStyle.SIMPLE);
        long size = description.getLong();
        replies.export(size, (description.getInt() & 0xffff) | TransmissionFlags.HAS_FLAGS);
        takeZeroes(wire);
        return replies.complete(List.of());
    }

    private static void takeZeroes(Wire wire) throws IOException {
        ByteBuffer zeroes = wire.take(ZEROES, "the zeroes that end the handshake");
        if (zeroes.mismatch(ByteBuffer.allocate(ZEROES)) >= 0) {
            throw new NbdProtocolException("the " + ZEROES + " bytes that end the handshake are not all zero: "
                    + hex(zeroes.slice(0, 16)) + "…");
        }
    }

    /**
     * Whether the server speaks the oldstyle handshake, which has neither options nor export names nor TLS. Then every method that
     * sends an option fails with a {@link NbdProtocolException}, and {@link #transmission()} can be called at once.
     *
     * @return whether it does
     * @since 0.1
     */
    public boolean isOldstyle() {
        return oldstyle;
    }

    /** {@return the flags of the server's greeting, {@link HandshakeFlags}} */
    public int serverFlags() {
        return serverFlags;
    }

    /**
     * Whether options are answered. A server without that understands only {@link #exportName}.
     *
     * @return whether both sides support fixed newstyle
     */
    public boolean isFixedNewstyle() {
        return (serverFlags & clientFlags & HandshakeFlags.FIXED_NEWSTYLE) != 0;
    }

    /** {@return whether TLS has begun} */
    public boolean isEncrypted() {
        return encrypted;
    }

    /** {@return how requests will be answered, as negotiated so far} */
    public ReplyStyle replyStyle() {
        return replyStyle;
    }

    /** {@return the wire under this handshake, to send anything else} */
    public Wire wire() {
        return wire;
    }

    /**
     * Sends an option and does not wait for a reply.
     *
     * @param option a number, known or not
     * @param data the option's data
     * @throws IOException if the connection breaks
     */
    public void sendOption(int option, byte... data) throws IOException {
        if (oldstyle) {
            throw new NbdProtocolException(
                    "the server speaks the oldstyle handshake, which has neither export names nor"
                            + " options: it cannot be asked " + Options.nameOf(option));
        }
        ByteBuffer header = ByteBuffer.allocate(16);
        header.putLong(Magic.IHAVEOPT).putInt(option).putInt(data.length).flip();
        wire.send(header, ByteBuffer.wrap(data));
    }

    /**
     * Waits for a reply to an option.
     *
     * @return the next reply; errors too
     * @throws NbdProtocolException if the bytes are not a reply, or a needlessly long one
     * @throws ServerClosedException if the server closes the connection instead
     * @throws IOException if the connection breaks
     */
    public OptionReply receiveReply() throws IOException {
        ByteBuffer header = wire.take(20, "the header of a reply");
        long magic = header.getLong();
        int option = header.getInt();
        int type = header.getInt();
        int length = header.getInt();
        if (magic != Magic.OPTION_REPLY) {
            throw new NbdProtocolException("a reply to an option began with " + hex(magic) + ": it must begin with "
                    + hex(Magic.OPTION_REPLY));
        }
        if (Integer.compareUnsigned(length, MAX_REPLY) > 0) {
            throw new NbdProtocolException("the server announced a reply of " + Integer.toUnsignedString(length)
                    + " bytes to " + Options.nameOf(option) + ": this client takes up to " + MAX_REPLY);
        }
        ByteBuffer data = ByteBuffer.allocate(length);
        wire.take(data, "a reply to " + Options.nameOf(option));
        return new OptionReply(option, type, data.flip());
    }

    /**
     * Sends an option and collects the replies up to {@code NBD_REP_ACK}.
     *
     * @param option a number, known or not
     * @param data the option's data
     * @return the replies before the ACK, in their order
     * @throws ErrorReplyException if an error ends the replies
     * @throws NbdProtocolException if a reply answers another option, or is malformed
     * @throws ServerClosedException if the server closes the connection instead
     * @throws IOException if the connection breaks
     */
    public List<OptionReply> ask(int option, byte... data) throws IOException {
        sendOption(option, data);
        List<OptionReply> replies = new ArrayList<>();
        while (true) {
            OptionReply reply = receiveReply();
            if (reply.option() != option) {
                throw new NbdProtocolException("the server replied to " + Options.nameOf(reply.option())
                        + ", but it was asked " + Options.nameOf(option));
            }
            if (reply.isError()) {
                throw new ErrorReplyException(option, reply.type(), Strings.read(reply.data(), "the text of an error"));
            }
            if (reply.type() == OptionReplies.ACK) {
                if (reply.data().hasRemaining()) {
                    throw new NbdProtocolException("the NBD_REP_ACK to " + Options.nameOf(option) + " has "
                            + reply.data().remaining() + " bytes of data: it must have none");
                }
                return replies;
            }
            replies.add(reply);
        }
    }

    private List<OptionReply> askFor(int type, int option, byte... data) throws IOException {
        List<OptionReply> replies = ask(option, data);
        for (OptionReply reply : replies) {
            if (reply.type() != type) {
                throw new NbdProtocolException("the server answered " + Options.nameOf(option) + " with "
                        + OptionReplies.nameOf(reply.type()) + ": it may be answered with "
                        + OptionReplies.nameOf(type) + ", and NBD_REP_ACK at the end");
            }
        }
        return replies;
    }

    private void askForNothing(int option) throws IOException {
        List<OptionReply> replies = ask(option);
        if (!replies.isEmpty()) {
            throw new NbdProtocolException("the server answered " + Options.nameOf(option) + " with "
                    + replies.getFirst() + ": it may be answered with NBD_REP_ACK alone");
        }
    }

    /**
     * {@code NBD_OPT_LIST}: asks for the exports.
     *
     * @return the exports, in the server's order
     * @throws IOException see the class
     */
    public List<ListedExport> list() throws IOException {
        List<ListedExport> exports = new ArrayList<>();
        for (OptionReply reply : askFor(OptionReplies.SERVER, Options.LIST)) {
            ByteBuffer data = reply.data();
            int length = data.remaining() < 4 ? -1 : data.getInt();
            if (length < 0 || length > data.remaining()) {
                throw new NbdProtocolException("an NBD_REP_SERVER of " + data.limit()
                        + " bytes has no room for its name" + (length < 0 ? "" : " of " + length + " bytes"));
            }
            String name = Strings.read(data.slice(4, length), "the name of an export");
            String description = Strings.read(data.position(4 + length), "the description of an export");
            exports.add(new ListedExport(name, description));
        }
        return exports;
    }

    /**
     * {@code NBD_OPT_INFO} with {@link #ALL_INFORMATION}: asks about an export.
     *
     * @param exportName its name, empty for the default one
     * @return the server's description
     * @throws IOException see the class
     */
    public ExportInfo info(String exportName) throws IOException {
        return info(exportName, ALL_INFORMATION);
    }

    /**
     * {@code NBD_OPT_INFO}: asks about an export.
     *
     * @param exportName its name, empty for the default one
     * @param information what to ask for, {@link InfoTypes}, perhaps nothing
     * @return the server's description
     * @throws IOException see the class
     */
    public ExportInfo info(String exportName, List<Integer> information) throws IOException {
        return describe(Options.INFO, exportName, information);
    }

    /**
     * {@code NBD_OPT_GO} with {@link #ALL_INFORMATION}: chooses the export, and ends the handshake.
     *
     * @param exportName its name, empty for the default one
     * @return the server's description of it
     * @throws IOException see the class
     */
    public ExportInfo go(String exportName) throws IOException {
        return go(exportName, ALL_INFORMATION);
    }

    /**
     * {@code NBD_OPT_GO}: chooses the export, and ends the handshake.
     *
     * @param exportName its name, empty for the default one
     * @param information what to ask for, {@link InfoTypes}, perhaps nothing
     * @return the server's description of it
     * @throws IOException see the class
     */
    public ExportInfo go(String exportName, List<Integer> information) throws IOException {
        ExportInfo export = describe(Options.GO, exportName, information);
        chosen = export;
        return export;
    }

    private ExportInfo describe(int option, String exportName, List<Integer> information) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        writeString(data, exportName);
        data.writeShort(information.size());
        for (int type : information) {
            data.writeShort(type);
        }
        InfoReplies replies = new InfoReplies(exportName, replyStyle);
        for (OptionReply reply : askFor(OptionReplies.INFO, option, bytes.toByteArray())) {
            replies.add(reply.data());
        }
        return replies.complete(contextsOf(exportName));
    }

    /**
     * {@code NBD_OPT_EXPORT_NAME}: chooses the export, and ends the handshake. A server can refuse only by closing the
     * connection.
     *
     * @param exportName its name, empty for the default one
     * @return the server's description of it
     * @throws IOException see the class
     */
    public ExportInfo exportName(String exportName) throws IOException {
        sendOption(Options.EXPORT_NAME, exportName.getBytes(StandardCharsets.UTF_8));
        ByteBuffer answer = wire.take(
                10, "the answer to NBD_OPT_EXPORT_NAME, which is how a server says that it has no such export");
        InfoReplies replies = new InfoReplies(exportName, replyStyle);
        replies.export(answer.getLong(), Short.toUnsignedInt(answer.getShort()));
        if ((serverFlags & clientFlags & HandshakeFlags.NO_ZEROES) == 0) {
            takeZeroes(wire);
        }
        ExportInfo export = replies.complete(contextsOf(exportName));
        chosen = export;
        return export;
    }

    /**
     * {@code NBD_OPT_STRUCTURED_REPLY}: asks for structured replies.
     *
     * @throws IOException see the class
     */
    public void structuredReplies() throws IOException {
        askForNothing(Options.STRUCTURED_REPLY);
        if (replyStyle == ReplyStyle.SIMPLE) {
            replyStyle = ReplyStyle.STRUCTURED;
        }
    }

    /**
     * {@code NBD_OPT_EXTENDED_HEADERS}: asks for 64-bit lengths, which replace structured replies.
     *
     * @throws IOException see the class
     */
    public void extendedHeaders() throws IOException {
        askForNothing(Options.EXTENDED_HEADERS);
        replyStyle = ReplyStyle.EXTENDED;
    }

    /**
     * {@code NBD_OPT_STARTTLS}: encrypts everything from now on. The server then forgets what was negotiated before, and so
     * does this handshake.
     *
     * @param tls who this client is, and whom it trusts
     * @throws ErrorReplyException if the server refuses, for example because it has no TLS
     * @throws NbdProtocolException if the server sends anything in plain text after it has agreed
     * @throws IOException if TLS fails; the handshake is then of no use
     */
    public void startTls(ClientTls tls) throws IOException {
        askForNothing(Options.STARTTLS);
        wire = wire.secured(tls);
        encrypted = true;
        replyStyle = ReplyStyle.SIMPLE;
        contexts = List.of();
    }

    /**
     * Asks for the best replies: extended headers, and structured replies if those are refused. A server that refuses
     * both, or does not know options at all, will send simple replies.
     *
     * @return the negotiated style
     * @throws IOException see the class
     */
    public ReplyStyle negotiateReplies() throws IOException {
        if (isFixedNewstyle() && !accepts(this::extendedHeaders)) {
            accepts(this::structuredReplies);
        }
        return replyStyle;
    }

    private interface Asking {
        void ask() throws IOException;
    }

    private static boolean accepts(Asking asking) throws IOException {
        try {
            asking.ask();
            return true;
        } catch (ErrorReplyException refused) {
            return false;
        }
    }

    /**
     * {@code NBD_OPT_LIST_META_CONTEXT}: asks for an export's metadata contexts.
     *
     * @param exportName the export's name
     * @param queries for example {@code base:}; none for all contexts
     * @return the names, which may be wildcards for further queries
     * @throws IOException see the class
     */
    public List<String> listMetaContexts(String exportName, String... queries) throws IOException {
        return metaContexts(Options.LIST_META_CONTEXT, exportName, queries).stream()
                .map(MetaContext::name)
                .toList();
    }

    /**
     * {@code NBD_OPT_SET_META_CONTEXT}: chooses metadata contexts, and drops those that were chosen before. They apply
     * if the same export is chosen afterwards.
     *
     * @param exportName the export's name
     * @param queries for example {@code base:allocation}
     * @return those of the contexts that the server has, perhaps none
     * @throws IOException see the class
     */
    public List<MetaContext> setMetaContexts(String exportName, String... queries) throws IOException {
        contexts = List.of();
        contextsExport = exportName;
        List<MetaContext> answer = metaContexts(Options.SET_META_CONTEXT, exportName, queries);
        Set<Integer> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (MetaContext context : answer) {
            if (!ids.add(context.id())) {
                throw new NbdProtocolException("the server gave the id " + Integer.toUnsignedString(context.id())
                        + " to two metadata contexts: " + answer);
            }
            if (!names.add(context.name())) {
                throw new NbdProtocolException(
                        "the server chose the metadata context " + context.name() + " twice: " + answer);
            }
        }
        contexts = answer;
        return answer;
    }

    private List<MetaContext> metaContexts(int option, String exportName, String... queries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        writeString(data, exportName);
        data.writeInt(queries.length);
        for (String query : queries) {
            writeString(data, query);
        }
        List<MetaContext> answer = new ArrayList<>();
        for (OptionReply reply : askFor(OptionReplies.META_CONTEXT, option, bytes.toByteArray())) {
            if (reply.data().remaining() < 4) {
                throw new NbdProtocolException(
                        "an NBD_REP_META_CONTEXT has " + reply.data().remaining() + " bytes: its id alone takes 4");
            }
            int id = reply.data().getInt();
            answer.add(new MetaContext(id, Strings.read(reply.data(), "the name of a metadata context")));
        }
        return List.copyOf(answer);
    }

    private List<MetaContext> contextsOf(String exportName) {
        return exportName.equals(contextsExport) ? contexts : List.of();
    }

    /**
     * {@code NBD_OPT_ABORT}: leaves in good order, and closes the connection. A server may acknowledge, or just close
     * it.
     *
     * @throws IOException see the class
     */
    public void abort() throws IOException {
        try (this) {
            if (oldstyle) {
                return;
            }
            sendOption(Options.ABORT);
            if (hasHungUp()) {
                return;
            }
            OptionReply reply = receiveReply();
            if (reply.option() != Options.ABORT || reply.type() != OptionReplies.ACK) {
                throw new NbdProtocolException("the server answered NBD_OPT_ABORT with " + reply + " to "
                        + Options.nameOf(reply.option()) + ": NBD_REP_ACK is the only answer");
            }
        }
    }

    /** A connection that is reset counts as closed, too. */
    private boolean hasHungUp() {
        try {
            return wire.atEnd();
        } catch (IOException reset) {
            return true;
        }
    }

    /**
     * Begins the transmission phase, and hands the connection to it.
     *
     * @return the transmission, which the caller closes instead of this handshake
     * @throws IllegalStateException if no export was chosen yet
     */
    public Transmission transmission() {
        if (chosen == null) {
            throw new IllegalStateException("no export was chosen: go() or exportName() come before transmission()");
        }
        return new Transmission(wire, chosen, replyStyle);
    }

    /** Begins the transmission phase on an event loop if the socket allows it, else with threads. Waits for the loop. */
    Requests requests(Poller loop) throws IOException {
        Optional<PolledTransport> socket = wire.polled();
        if (socket.isEmpty() || chosen == null) {
            return transmission();
        }
        LoopTransmission transmission = new LoopTransmission(socket.get(), loop, chosen, replyStyle);
        try {
            transmission.begin();
            return transmission;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Ends the connection at once; {@link #abort} is the polite way. */
    @Override
    public void close() throws IOException {
        wire.close();
    }

    private static void writeString(DataOutputStream data, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(octets.length);
        data.write(octets);
    }

    private static String hex(long value) {
        return "0x" + HexFormat.of().toHexDigits(value);
    }

    private static String hex(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.get(copy);
        return HexFormat.ofDelimiter(" ").formatHex(copy);
    }
}

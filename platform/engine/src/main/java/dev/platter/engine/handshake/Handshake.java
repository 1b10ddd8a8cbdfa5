package dev.platter.engine.handshake;

import dev.platter.api.Client;
import dev.platter.api.Export;
import dev.platter.api.ThreadModel;
import dev.platter.api.UnixCredentials;
import dev.platter.engine.export.ConnectionGate;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.netty.InboundHandler;
import dev.platter.engine.transmission.LoopMemory;
import dev.platter.engine.transmission.MetaContext;
import dev.platter.engine.transmission.Negotiated;
import dev.platter.engine.transmission.ReceiveBuffers;
import dev.platter.engine.transmission.Transmission;
import dev.platter.nbd.HandshakeFlags;
import dev.platter.nbd.InfoTypes;
import dev.platter.nbd.Magic;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Negotiates with one client. The options are taken one at a time; one that has to ask the plugin is carried out on a
 * worker of its export while the socket is left alone, and the state of the negotiation is touched by nobody else
 * meanwhile.
 *
 * <p>INFO, SET_META_CONTEXT and GO for one name share one open disk, since devices with side effects must be opened
 * once. Another name closes it, and so does leaving.
 */
public final class Handshake extends InboundHandler {
    /** Replies are short; whoever lets so many of them lie does not read. */
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    /** No option that makes sense is longer; a longer one is skipped, and never stored. */
    private static final int LONGEST_OPTION = 64 * 1024;

    private static final int OPTION_HEADER = 16;
    private static final int ZEROES_AFTER_EXPORT_NAME = 124;

    private final Client client;
    private final Exports exports;
    private final LoopMemory memory;
    private final ReceiveBuffers receive;
    private final System.Logger logger;
    private final Runnable closed;

    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    private boolean flagsSeen;
    private boolean noZeroes;
    private boolean structured;
    private boolean busy;
    private boolean over;
    private boolean left;
    private boolean aborted;
    private boolean inputEnded;
    private @Nullable ConnectionGate gate;
    private long toSkip;
    private String openName = "";
    private @Nullable ServedExport openExport;
    private @Nullable OpenDisk openDisk;
    private List<MetaContext> contexts = List.of();
    private String contextsFor = "";

    private Handshake(
            Client client,
            Exports exports,
            LoopMemory memory,
            ReceiveBuffers receive,
            System.Logger logger,
            Runnable closed) {
        this.client = client;
        this.exports = exports;
        this.memory = memory;
        this.receive = receive;
        this.logger = logger;
        this.closed = closed;
    }

    /**
     * Prepares for a client that has just connected.
     *
     * @param id the number of its connection
     * @param channel its socket
     * @param credentials who is at the other end, where the system tells
     * @param exports what it may choose from
     * @param memory what connections of this event loop share
     * @param receive where the connection is read to
     * @param logger where to log
     * @param closed runs once everything that was opened for the client was closed
     * @return the first handler of the connection
     */
    public static Handshake with(
            long id,
            Channel channel,
            Optional<UnixCredentials> credentials,
            Exports exports,
            LoopMemory memory,
            ReceiveBuffers receive,
            System.Logger logger,
            Runnable closed) {
        return new Handshake(
                new ConnectedClient(id, channel, credentials, "", false), exports, memory, receive, logger, closed);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.channel().config().setWriteBufferWaterMark(UNSENT);
        busy = true;
        List<ServedExport> all = exports.all();
        Executor workers =
                all.isEmpty() ? Runnable::run : all.getFirst().chain().openers();
        workers.execute(() -> {
            try {
                for (ServedExport export : all) {
                    export.chain().accept(client);
                }
            } catch (IOException | RuntimeException | Error e) {
                context.executor().execute(() -> giveUp(context, "refused: " + e.getMessage()));
                return;
            }
            letIn(context, all);
        });
    }

    /** Greets the client, when its turn has come. */
    private void letIn(ChannelHandlerContext context, List<ServedExport> all) {
        Runnable greet = () -> context.executor().execute(() -> greet(context));
        for (ServedExport export : all) {
            if (export.chain().threadModel() == ThreadModel.SERIALIZE_CONNECTIONS) {
                gate = export.chain().gate();
                gate.enter(greet);
                return;
            }
        }
        greet.run();
    }

    private void greet(ChannelHandlerContext context) {
        busy = false;
        if (!context.channel().isActive()) {
            leave();
            return;
        }
        ByteBuf hello = context.alloc().buffer();
        hello.writeLong(Magic.NBDMAGIC).writeLong(Magic.IHAVEOPT);
        hello.writeShort(HandshakeFlags.FIXED_NEWSTYLE | HandshakeFlags.NO_ZEROES);
        context.writeAndFlush(hello);
        proceed(context);
    }

    private void release() {
        if (gate != null) {
            gate.leave();
        }
        closed.run();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (aborted) {
            in.release();
            return;
        }
        if (toSkip > 0) {
            int skipped = (int) Math.min(toSkip, in.readableBytes());
            in.skipBytes(skipped);
            toSkip -= skipped;
        }
        if (received.isReadable()) {
            received.discardReadBytes().writeBytes(in);
            in.release();
        } else {
            received.release();
            received = in;
        }
        proceed(context);
    }

    /** Takes one option after the other, as long as nothing has to be waited for. */
    private void proceed(ChannelHandlerContext context) {
        while (!busy && !over && context.channel().isWritable() && takeOne(context)) {
            // Each option is answered before the next one is looked at.
        }
        boolean waits = busy || !context.channel().isWritable();
        boolean enough = waits && received.readableBytes() > LONGEST_OPTION;
        context.channel().config().setAutoRead(!enough);
        if (inputEnded && !waits && !over) {
            over = true;
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** A client that does not read its replies is not asked for more. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        proceed(context);
    }

    /** The client sends no more, and may wait for what it has asked for. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            proceed(context);
        }
    }

    private boolean takeOne(ChannelHandlerContext context) {
        if (!flagsSeen) {
            return takeFlags(context);
        }
        if (received.readableBytes() < OPTION_HEADER) {
            return false;
        }
        int at = received.readerIndex();
        long magic = received.getLong(at);
        int option = received.getInt(at + 8);
        long length = received.getUnsignedInt(at + 12);
        if (magic != Magic.IHAVEOPT) {
            return giveUp(context, "an option begins with 0x" + Long.toHexString(magic) + ", which is not its magic");
        }
        if (length > LONGEST_OPTION) {
            return skip(context, option, length);
        }
        if (received.readableBytes() < OPTION_HEADER + length) {
            return false;
        }
        received.skipBytes(OPTION_HEADER);
        if (logger.isLoggable(System.Logger.Level.DEBUG)) {
            logger.log(
                    System.Logger.Level.DEBUG, "option " + Options.nameOf(option) + ", " + length + " bytes of data");
        }
        ByteBuf data = received.readSlice((int) length);
        ByteBuf reply = context.alloc().buffer();
        OptionReplyWriter writer = new OptionReplyWriter(reply, option);
        try {
            take(context, option, new OptionData(data), data.readableBytes(), writer);
        } catch (OptionReplyException e) {
            if (option == Options.EXPORT_NAME) {
                reply.release();
                return giveUp(context, Options.nameOf(option) + ": " + e.getMessage());
            }
            writer.error(e.type(), Options.nameOf(option) + ": " + e.getMessage());
        }
        send(context, reply);
        return true;
    }

    private boolean takeFlags(ChannelHandlerContext context) {
        if (received.readableBytes() < Integer.BYTES) {
            return false;
        }
        int flags = received.readInt();
        int known = HandshakeFlags.FIXED_NEWSTYLE | HandshakeFlags.NO_ZEROES;
        if ((flags & ~known) != 0) {
            return giveUp(
                    context, "the client has set handshake flags that are unknown: 0x" + Integer.toHexString(flags));
        }
        noZeroes = (flags & HandshakeFlags.NO_ZEROES) != 0;
        flagsSeen = true;
        return true;
    }

    private boolean skip(ChannelHandlerContext context, int option, long length) {
        received.skipBytes(OPTION_HEADER);
        int there = (int) Math.min(length, received.readableBytes());
        received.skipBytes(there);
        toSkip = length - there;
        if (option == Options.EXPORT_NAME) {
            return giveUp(context, "an export's name of " + length + " bytes");
        }
        ByteBuf reply = context.alloc().buffer();
        new OptionReplyWriter(reply, option)
                .error(
                        OptionReplies.ERR_TOO_BIG,
                        Options.nameOf(option) + " has " + length + " bytes; at most " + LONGEST_OPTION + " are read");
        send(context, reply);
        return true;
    }

    private void take(ChannelHandlerContext context, int option, OptionData data, int length, OptionReplyWriter writer)
            throws OptionReplyException {
        switch (option) {
            case Options.EXPORT_NAME -> goByName(context, data.restAsName());
            case Options.ABORT -> {
                writer.ack();
                over = true;
                aborted = true;
            }
            case Options.LIST -> {
                data.end();
                list(context, writer);
            }
            case Options.INFO, Options.GO -> info(context, option, data);
            case Options.STRUCTURED_REPLY -> {
                data.end();
                structured = true;
                writer.ack();
            }
            case Options.LIST_META_CONTEXT, Options.SET_META_CONTEXT -> metaContext(context, option, data);
            case Options.STARTTLS ->
                throw new OptionReplyException(OptionReplies.ERR_UNSUP, "this server does not offer TLS");
            default ->
                throw new OptionReplyException(
                        OptionReplies.ERR_UNSUP, "not known to this server (" + length + " bytes of data)");
        }
    }

    // ---- Options that ask the plugin ----

    private void list(ChannelHandlerContext context, OptionReplyWriter atOnce) {
        if (exports.all().isEmpty()) {
            atOnce.ack();
            return;
        }
        onWorker(context, Options.LIST, exports.all().getFirst(), writer -> {
            for (ServedExport export : exports.all()) {
                for (Export entry : export.chain().exports(client)) {
                    writer.server(entry);
                }
            }
            writer.ack();
        });
    }

    private void info(ChannelHandlerContext context, int option, OptionData data) throws OptionReplyException {
        String name = data.string("the export's name");
        int count = data.shortNumber("the number of information requests");
        boolean wantsName = false;
        boolean wantsDescription = false;
        for (int i = 0; i < count; i++) {
            int type = data.shortNumber("information request " + (i + 1) + " of " + count);
            wantsName |= type == InfoTypes.NAME;
            wantsDescription |= type == InfoTypes.DESCRIPTION;
        }
        data.end();
        boolean sendName = wantsName;
        boolean sendDescription = wantsDescription;
        ServedExport export = find(name);
        onWorker(context, option, export, writer -> {
            OpenDisk disk = open(export, name);
            writer.exportInfo(disk.size(), flags(export, disk));
            if (sendName) {
                writer.textInfo(InfoTypes.NAME, disk.client().exportName());
            }
            if (sendDescription && disk.description().isPresent()) {
                writer.textInfo(InfoTypes.DESCRIPTION, disk.description().get());
            }
            var sizes = disk.features().blockSizes();
            writer.blockSizeInfo(
                    sizes.minimum(), sizes.preferred(), (int) Math.min(sizes.maximumData(), Transmission.MAX_DATA));
            writer.ack();
            if (option == Options.GO) {
                over = true;
            }
        });
    }

    private void metaContext(ChannelHandlerContext context, int option, OptionData data) throws OptionReplyException {
        if (!structured) {
            throw new OptionReplyException(
                    OptionReplies.ERR_INVALID,
                    "metadata contexts need structured replies, which must be asked for first");
        }
        if (option == Options.SET_META_CONTEXT) {
            contexts = List.of();
        }
        String name = data.string("the export's name");
        long count = data.number("the number of queries");
        List<String> queries = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            queries.add(data.string("query " + (i + 1) + " of " + count));
        }
        data.end();
        ServedExport export = find(name);
        onWorker(context, option, export, writer -> {
            MetaContexts all = new MetaContexts(open(export, name));
            List<MetaContext> found = option == Options.SET_META_CONTEXT ? all.select(queries) : all.list(queries);
            for (MetaContext chosen : found) {
                writer.metaContext(option == Options.SET_META_CONTEXT ? chosen.id() : 0, chosen.name());
            }
            if (option == Options.SET_META_CONTEXT) {
                contexts = found;
                contextsFor = name;
            }
            writer.ack();
        });
    }

    /** The old way to choose an export: no reply but its size and flags, and no way to say what went wrong. */
    private void goByName(ChannelHandlerContext context, String name) throws OptionReplyException {
        ServedExport export = find(name);
        busy = true;
        export.chain().openers().execute(() -> {
            try {
                OpenDisk disk = open(export, name);
                ByteBuf reply = Unpooled.buffer();
                reply.writeLong(disk.size()).writeShort(flags(export, disk));
                if (!noZeroes) {
                    reply.writeZero(ZEROES_AFTER_EXPORT_NAME);
                }
                over = true;
                context.executor().execute(() -> finish(context, reply));
            } catch (IOException | RuntimeException | Error e) {
                context.executor()
                        .execute(() -> giveUp(context, "cannot open export '" + name + "': " + e.getMessage()));
            }
        });
    }

    private ServedExport find(String name) throws OptionReplyException {
        Optional<ServedExport> export = exports.find(name);
        if (export.isEmpty()) {
            throw new OptionReplyException(OptionReplies.ERR_UNKNOWN, "there is no export '" + name + "'");
        }
        return export.get();
    }

    private int flags(ServedExport export, OpenDisk disk) {
        return TransmissionOffer.flags(
                disk.features(), export.readOnly(), structured, export.chain().threadModel());
    }

    /** The disk for a name: the one that is open, or a new one. On a worker. */
    private OpenDisk open(ServedExport export, String name) throws IOException {
        if (openDisk != null && openName.equals(name) && !openDisk.isStale()) {
            return openDisk;
        }
        closeDisk();
        logger.log(System.Logger.Level.DEBUG, "open: exportname='" + name + "' readonly=" + export.readOnly());
        Client opener = client.withExportName(name);
        OpenDisk disk = export.chain().open(export.readOnly() ? opener.asReadOnly() : opener);
        openDisk = disk;
        openExport = export;
        openName = name;
        return disk;
    }

    private void closeDisk() {
        if (openDisk != null) {
            try {
                openDisk.close();
            } catch (IOException | RuntimeException | Error e) {
                logger.log(System.Logger.Level.ERROR, "could not close the disk in good order: " + e.getMessage(), e);
            }
            openDisk = null;
        }
    }

    /** What a worker does for an option: it may write replies and fail. */
    private interface Work {
        void run(OptionReplyWriter writer) throws IOException;
    }

    private void onWorker(ChannelHandlerContext context, int option, ServedExport export, Work work) {
        busy = true;
        export.chain().openers().execute(() -> {
            ByteBuf reply = Unpooled.buffer();
            OptionReplyWriter writer = new OptionReplyWriter(reply, option);
            try {
                work.run(writer);
            } catch (IOException | RuntimeException | Error e) {
                String message = e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
                logger.log(System.Logger.Level.ERROR, message);
                reply.clear();
                writer.error(OptionReplies.ERR_UNKNOWN, message);
            }
            context.executor().execute(() -> finish(context, reply));
        });
    }

    /** Back on the event loop: sends what a worker has written and goes on. */
    private void finish(ChannelHandlerContext context, ByteBuf reply) {
        busy = false;
        if (!context.channel().isActive()) {
            reply.release();
            leave();
            return;
        }
        if (over && openDisk != null && openExport != null) {
            context.write(reply);
            transmit(context, openExport, openDisk);
            return;
        }
        context.writeAndFlush(reply);
        proceed(context);
    }

    private void transmit(ChannelHandlerContext context, ServedExport export, OpenDisk disk) {
        openDisk = null;
        Transmission transmission = new Transmission(
                new Negotiated(
                        export.chain(),
                        disk,
                        flags(export, disk),
                        structured,
                        contextsFor.equals(openName) ? contexts : List.of()),
                memory,
                receive,
                logger,
                this::release);
        ByteBuf rest = received;
        received = Unpooled.EMPTY_BUFFER;
        context.pipeline().replace(this, "transmission", transmission);
        context.channel().flush();
        context.channel().config().setAutoRead(true);
        transmission.begin(rest);
        rest.release();
        if (inputEnded) {
            transmission.endInput();
        }
    }

    private void send(ChannelHandlerContext context, ByteBuf reply) {
        if (!reply.isReadable()) {
            reply.release();
        } else if (over) {
            context.writeAndFlush(reply).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.writeAndFlush(reply);
        }
    }

    private boolean giveUp(ChannelHandlerContext context, String why) {
        logger.log(System.Logger.Level.ERROR, why + "; the connection is closed");
        over = true;
        busy = false;
        context.close();
        if (!context.channel().isActive()) {
            leave();
        }
        return false;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        over = true;
        if (!busy) {
            leave();
        }
    }

    private void leave() {
        if (left) {
            return;
        }
        left = true;
        received.release();
        received = Unpooled.EMPTY_BUFFER;
        if (openDisk == null || openExport == null) {
            release();
        } else {
            openExport.chain().openers().execute(() -> {
                closeDisk();
                release();
            });
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            logger.log(System.Logger.Level.ERROR, "unexpected " + cause + "; the connection is closed", cause);
        }
        context.close();
    }
}

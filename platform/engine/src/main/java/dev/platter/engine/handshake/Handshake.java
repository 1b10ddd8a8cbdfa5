// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.api.DiskException;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.ConnectionGate;
import dev.platter.engine.export.LeaseHolder;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.netty.InboundHandler;
import dev.platter.engine.traffic.Visit;
import dev.platter.engine.transmission.LoopMemory;
import dev.platter.engine.transmission.ReceiveBuffers;
import dev.platter.engine.transmission.Transmission;
import dev.platter.nbd.Magic;
import dev.platter.nbd.NbdError;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection until it is handed to the transmission: letting the client in, greeting it, and taking its options one
 * at a time. An option that has to ask the plugin is carried out elsewhere, and the socket is left alone meanwhile.
 *
 * <p>{@link OptionStream} cuts the options out of what comes, {@link OptionTable} knows who carries out which, and
 * {@link Negotiation} is what they work on.
 */
public final class Handshake extends InboundHandler implements LeaseHolder {
    /** Replies are short; whoever lets so many of them lie does not read. */
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private final Channel channel;
    private final Terms terms;
    private final Negotiation negotiation;
    private final OptionTable options;
    private final OptionStream stream = new OptionStream();
    private final LoopMemory memory;
    private final ReceiveBuffers socket;
    private final System.Logger logger;
    private final Runnable closed;

    /** Where the options are read to; with TLS that is another place than where the socket is read to. */
    private ReceiveBuffers receive;

    private @Nullable TimeLimit time;
    private @Nullable ConnectionGate gate;
    private boolean flagsSeen;
    private boolean proceeding;
    private boolean busy;
    private boolean over;
    private boolean left;
    private boolean inputEnded;
    private @Nullable Runnable suspension;

    private Handshake(
            Channel channel,
            ConnectedClient client,
            Executor loop,
            Visit visit,
            Terms terms,
            LoopMemory memory,
            ReceiveBuffers receive,
            System.Logger logger,
            Runnable closed) {
        this.channel = channel;
        this.terms = terms;
        this.memory = memory;
        this.receive = receive;
        socket = receive;
        this.logger = logger;
        this.closed = closed;
        negotiation = new Negotiation(client, loop, this, terms, visit, logger);
        options = new OptionTable(negotiation);
    }

    /**
     * Prepares for a client that has just connected.
     *
     * @param visit its connection as others see it
     * @param channel its socket
     * @param loop its event loop
     * @param credentials who is at the other end, where the system tells
     * @param terms what it may choose from, and what it is offered
     * @param memory what connections of this event loop share
     * @param receive where the connection is read to
     * @param logger where to log
     * @param closed runs once everything that was opened for the client was closed
     * @return the first handler of the connection
     */
    public static Handshake with(
            Visit visit,
            Channel channel,
            EventLoop loop,
            Optional<UnixCredentials> credentials,
            Terms terms,
            LoopMemory memory,
            ReceiveBuffers receive,
            System.Logger logger,
            Runnable closed) {
        var client = new ConnectedClient(visit.id(), channel, credentials, Optional.empty(), "", false);
        return new Handshake(channel, client, loop, visit, terms, memory, receive, logger, closed);
    }

    // ---- Letting in ----

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.channel().config().setWriteBufferWaterMark(UNSENT);
        time = new TimeLimit(
                context.executor(),
                terms.policy().limit(),
                () -> giveUp(
                        context,
                        "the handshake was not finished within "
                                + terms.policy().limit().toSeconds() + " seconds"));
        busy = true;
        negotiation.openers().execute(() -> {
            try {
                negotiation.beginWithClient();
            } catch (IOException | RuntimeException | Error e) {
                context.executor().execute(() -> giveUp(context, "refused: " + e.getMessage()));
                return;
            }
            letIn(context);
        });
    }

    /** Greets the client, when its turn has come. */
    private void letIn(ChannelHandlerContext context) {
        Runnable greet = () -> context.executor().execute(() -> greet(context));
        Optional<ConnectionGate> only = terms.exports().gate();
        if (only.isPresent()) {
            gate = only.get();
            only.get().enter(greet);
        } else {
            greet.run();
        }
    }

    private void greet(ChannelHandlerContext context) {
        busy = false;
        if (!context.channel().isActive()) {
            leave();
            return;
        }
        if (terms.policy().oldstyle()) {
            greetInTheOldStyle(context);
            return;
        }
        ByteBuf hello = context.alloc().buffer();
        hello.writeLong(Magic.NBDMAGIC).writeLong(Magic.IHAVEOPT).writeShort(negotiation.offeredFlags());
        context.writeAndFlush(hello);
        proceed(context);
    }

    /** No options: the client is told about the export with the empty name, and transmission begins. */
    private void greetInTheOldStyle(ChannelHandlerContext context) {
        try {
            ServedExport export = negotiation.find("");
            carryOut(context, Options.EXPORT_NAME, new OptionAnswer(negotiation.openers(), replies -> {
                long size = negotiation.open(export, "").size();
                replies.oldstyle(size, negotiation.flags(""));
                return Next.TRANSMISSION;
            }));
        } catch (OptionReplyException e) {
            giveUp(context, "no export is offered in the old style: " + e.getMessage());
        }
    }

    // ---- Options ----

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (left || (over && !busy)) {
            in.release();
            return;
        }
        stream.add(in);
        proceed(context);
    }

    /** Takes one option after the other, as long as nothing has to be waited for. */
    private void proceed(ChannelHandlerContext context) {
        if (proceeding) {
            // An option that was answered at once: the loop below goes on, and not a deeper one.
            return;
        }
        proceeding = true;
        try {
            while (!busy && !over && context.channel().isWritable() && takeOne(context)) {
                // Each option is answered before the next one is looked at.
            }
        } catch (ViolationException e) {
            giveUp(context, e.getMessage());
            return;
        } finally {
            proceeding = false;
        }
        boolean waits = busy || !context.channel().isWritable();
        context.channel().config().setAutoRead(!(waits && stream.isFull()));
        runTime(!busy && !over);
        if (inputEnded && !waits && !over) {
            over = true;
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void runTime(boolean clients) {
        if (time != null && clients) {
            time.run();
        } else if (time != null) {
            time.stand();
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
        } else if (event instanceof TlsSession session) {
            negotiation.secure(session);
        }
    }

    private boolean takeOne(ChannelHandlerContext context) throws ViolationException {
        if (!flagsSeen) {
            return takeFlags();
        }
        OptionStream.Option option = stream.next();
        if (option == null) {
            return false;
        }
        String name = Options.nameOf(option.number());
        logger.log(System.Logger.Level.DEBUG, "option " + name + ", " + option.length() + " bytes of data");
        if (option.number() != Options.EXPORT_NAME && !negotiation.isFixed()) {
            throw new ViolationException(name + ": only NBD_OPT_EXPORT_NAME can be used without fixed newstyle");
        }
        try {
            options.permit(option.number());
            if (option.data() == null) {
                throw new OptionReplyException(
                        OptionReplies.ERR_TOO_BIG,
                        "it has " + option.length() + " bytes; at most " + OptionStream.LONGEST + " are read");
            }
            carryOut(context, option.number(), options.read(option.number(), new OptionData(option.data())));
        } catch (OptionReplyException e) {
            refuse(context, option.number(), e);
        }
        return true;
    }

    private boolean takeFlags() throws ViolationException {
        if (!stream.hasFlags()) {
            return false;
        }
        int flags = stream.takeFlags();
        int unknown = flags & ~negotiation.offeredFlags();
        if (unknown != 0) {
            throw new ViolationException(
                    "the client has set handshake flags that it was not offered: 0x" + Integer.toHexString(unknown));
        }
        negotiation.agreeOnFlags(flags);
        flagsSeen = true;
        return true;
    }

    private void carryOut(ChannelHandlerContext context, int option, OptionAnswer answer) {
        busy = true;
        answer.where().execute(() -> {
            ByteBuf reply = Unpooled.buffer();
            Next next;
            try {
                next = answer.work().run(new OptionReplyWriter(reply, option));
            } catch (OptionReplyException e) {
                onLoop(context, () -> refused(context, option, e));
                return;
            } catch (IOException | RuntimeException | Error e) {
                onLoop(context, () -> refused(context, option, failure(e)));
                return;
            }
            onLoop(context, () -> answered(context, reply, next));
        });
    }

    private static void onLoop(ChannelHandlerContext context, Runnable task) {
        if (context.executor().inEventLoop()) {
            task.run();
        } else {
            context.executor().execute(task);
        }
    }

    /** What a plugin or filter has refused, in the words of the protocol. */
    private OptionReplyException failure(Throwable failure) {
        String message =
                failure instanceof IOException && failure.getMessage() != null ? failure.getMessage() : "" + failure;
        logger.log(System.Logger.Level.ERROR, message);
        NbdError error = failure instanceof DiskException refused ? refused.error() : NbdError.EIO;
        int type = switch (error) {
            case EPERM -> OptionReplies.ERR_POLICY;
            case ENOTSUP -> OptionReplies.ERR_PLATFORM;
            case ESHUTDOWN -> OptionReplies.ERR_SHUTDOWN;
            default -> OptionReplies.ERR_UNKNOWN;
        };
        return new OptionReplyException(type, message);
    }

    private void refused(ChannelHandlerContext context, int option, OptionReplyException error) {
        busy = false;
        refuse(context, option, error);
        afterOption(() -> proceed(context));
    }

    private void refuse(ChannelHandlerContext context, int option, OptionReplyException error) {
        String sentence = Options.nameOf(option) + ": " + error.getMessage();
        if (option == Options.EXPORT_NAME) {
            giveUp(context, sentence);
        } else if (context.channel().isActive()) {
            ByteBuf reply = Unpooled.buffer();
            new OptionReplyWriter(reply, option).error(error.type(), sentence);
            context.writeAndFlush(reply);
        } else {
            leave();
        }
    }

    /** Sends what an option was answered with, and goes on. */
    private void answered(ChannelHandlerContext context, ByteBuf reply, Next next) {
        busy = false;
        if (!context.channel().isActive()) {
            reply.release();
            leave();
            return;
        }
        switch (next) {
            case OPTION -> {
                context.writeAndFlush(reply);
                afterOption(() -> proceed(context));
            }
            case TLS -> startTls(context, reply);
            case TRANSMISSION -> {
                over = true;
                context.write(reply);
                transmit(context);
            }
            case END -> {
                over = true;
                context.writeAndFlush(reply).addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    /** What was sent before the client knew that TLS begins came from somebody else, who wants it to be taken for hers. */
    private void startTls(ChannelHandlerContext context, ByteBuf reply) {
        if (!stream.isEmpty()) {
            reply.release();
            giveUp(context, "something in plain text was sent behind " + Options.nameOf(Options.STARTTLS));
            return;
        }
        context.writeAndFlush(reply);
        receive = new ReceiveBuffers();
        negotiation.layer().insert(context.pipeline(), socket, receive, logger);
        proceed(context);
    }

    private void transmit(ChannelHandlerContext context) {
        runTime(false);
        Transmission transmission = new Transmission(
                negotiation.conclude(),
                context.channel(),
                memory,
                receive,
                terms.budget(),
                logger,
                terms.openers(),
                this::release);
        ByteBuf rest = stream.takeRest();
        context.pipeline().replace(this, "transmission", transmission);
        if (suspension != null) {
            transmission.suspend(suspension);
            suspension = null;
        }
        context.channel().flush();
        context.channel().config().setAutoRead(true);
        transmission.begin(rest);
        rest.release();
        if (inputEnded) {
            transmission.endInput();
        }
    }

    // ---- Another disk ----

    /** Nothing is promised before transmission, so the disk is given back; the next option opens one anew. */
    @Override
    public void suspend(Runnable suspended) {
        suspension = suspended;
        if (!busy) {
            afterOption(() -> {});
        }
    }

    /** Goes on behind an option, when a disk that somebody wants back was given back. */
    private void afterOption(Runnable next) {
        Runnable told = suspension;
        if (told == null || !negotiation.hasOpened()) {
            suspension = null;
            if (told != null) {
                told.run();
            }
            next.run();
            return;
        }
        suspension = null;
        busy = true;
        Executor loop = negotiation.loop();
        negotiation.openers().execute(() -> {
            negotiation.close();
            loop.execute(() -> {
                busy = false;
                if (over) {
                    leave();
                } else {
                    next.run();
                }
            });
        });
    }

    @Override
    public void resume() {
        suspension = null;
    }

    @Override
    public Optional<String> objection(OpenDisk other, Chain chain) {
        return Optional.empty();
    }

    @Override
    public void lose(String why) {
        suspension = null;
    }

    /** Nothing is under way but an option. */
    @Override
    public void end(boolean atOnce) {
        channel.close();
    }

    // ---- Leaving ----

    private void giveUp(ChannelHandlerContext context, String why) {
        logger.log(System.Logger.Level.ERROR, why + "; the connection is closed");
        over = true;
        busy = false;
        context.close();
        if (!context.channel().isActive()) {
            leave();
        }
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
        runTime(false);
        stream.release();
        Executor closers = negotiation.hasOpened() ? negotiation.openers() : Runnable::run;
        closers.execute(() -> {
            negotiation.close();
            release();
        });
    }

    private void release() {
        if (gate != null) {
            gate.leave();
        }
        closed.run();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            logger.log(System.Logger.Level.ERROR, "unexpected " + cause + "; the connection is closed", cause);
        }
        context.close();
    }
}

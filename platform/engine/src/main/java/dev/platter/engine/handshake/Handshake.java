// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.api.TlsSession;
import dev.platter.engine.netty.InboundHandler;
import dev.platter.engine.transmission.Transmission;
import dev.platter.nbd.Options;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * A connection until its transmission begins: the client is admitted, greeted, and its options are answered one at a
 * time. An option that has to ask the plugin runs on another thread, and the next option waits for it.
 *
 * <p>This class moves from one {@link Phase} to the next. {@link Entrance} admits the client, {@link OptionStream}
 * splits its bytes into options, {@link OptionRunner} runs them, and {@link Negotiation} is the state that they share;
 * {@link DiskRecall} gives the disk back to a hand-over between two options.
 *
 * <p>Used on the connection's event loop.
 */
public final class Handshake extends InboundHandler {
    /** Replies are short; a client that leaves this many bytes of them unread is not asked for more options. */
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private final ClientConnection connection;
    private final Channel channel;
    private final System.Logger logger;
    private final DiskRecall recall;
    private final Negotiation negotiation;
    private final Entrance entrance;
    private final OptionRunner options;
    private final OptionStream stream = new OptionStream();
    private final TlsUpgrade tls;
    private final TransmissionStart transmissionStart;
    private final TimeLimit time;
    private Phase phase = Phase.ACCEPTED;
    private boolean taking;
    private boolean inputEnded;

    /**
     * Prepares for a client that has just connected.
     *
     * @param connection the client's connection, of which this is the first handler
     * @param terms the exports and features that the client is offered
     */
    public Handshake(ClientConnection connection, ListenerTerms terms) {
        this.connection = connection;
        channel = connection.channel();
        logger = connection.logger();
        recall = new DiskRecall(connection, this::giveDiskBack);
        negotiation = new Negotiation(connection, recall, terms);
        entrance = new Entrance(connection.loop(), terms, negotiation);
        options = new OptionRunner(negotiation, logger);
        tls = new TlsUpgrade(connection);
        transmissionStart = new TransmissionStart(connection, terms, this::release);
        time = new TimeLimit(connection.loop(), terms.policy().limit(), this::giveUp);
    }

    // ---- Admission ----

    @Override
    public void channelActive(ChannelHandlerContext context) {
        phase = Phase.ADMISSION;
        channel.config().setWriteBufferWaterMark(UNSENT);
        entrance.enter(this::greet, refusal -> giveUp("refused: " + refusal));
    }

    private void greet() {
        phase = Phase.FLAGS;
        if (!channel.isActive()) {
            leave();
            return;
        }
        if (negotiation.policy().oldstyle()) {
            greetInTheOldStyle();
        } else {
            channel.writeAndFlush(Greeting.newstyle(
                    channel.alloc().buffer(), negotiation.agreement().offeredFlags()));
            proceed();
        }
    }

    private void greetInTheOldStyle() {
        try {
            carryOut(Options.EXPORT_NAME, Greeting.oldstyle(negotiation));
        } catch (OptionReplyException e) {
            giveUp("no export is offered in the old style: " + e.getMessage());
        }
    }

    // ---- Flags and options ----

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (phase == Phase.CLOSING || phase == Phase.LEFT) {
            in.release();
            return;
        }
        stream.add(in);
        proceed();
    }

    /** Takes one option after the other, until an option or the socket has to be waited for. */
    private void proceed() {
        if (taking) {
            // This call comes from an option that was answered at once: the loop below goes on, instead of a nested
            // one.
            return;
        }
        taking = true;
        try {
            while (phase.takes() && channel.isWritable() && takeOne()) {
                // Each option is answered before the next one is read.
            }
        } catch (ViolationException e) {
            giveUp(e.getMessage());
            return;
        } finally {
            taking = false;
        }
        if (phase == Phase.TRANSMISSION) {
            return;
        }
        boolean waits = phase.waits() || !channel.isWritable();
        channel.config().setAutoRead(!(waits && stream.isFull()));
        // While it closes too: it waits for the client to take the last reply.
        time.runIf(phase.takes() || phase == Phase.CLOSING);
        if (inputEnded && phase.takes() && !waits) {
            phase = Phase.CLOSING;
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        proceed();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            // The client sends no more, but may still wait for replies.
            inputEnded = true;
            if (phase.waits()) {
                // An option may wait for a network; the client has probably vanished.
                connection.presence().end();
            }
            proceed();
        } else if (event instanceof TlsSession session) {
            negotiation.secure(session);
        }
    }

    private boolean takeOne() throws ViolationException {
        if (phase == Phase.FLAGS) {
            if (!stream.hasFlags()) {
                return false;
            }
            negotiation.agreement().agreeOnFlags(stream.takeFlags());
            phase = Phase.OPTIONS;
            return true;
        }
        OptionStream.Option option = stream.next();
        if (option == null) {
            return false;
        }
        try {
            carryOut(option.number(), options.read(option));
        } catch (OptionReplyException e) {
            finished(OptionRunner.refusal(option.number(), e));
        }
        return true;
    }

    private void carryOut(int option, OptionAnswer answer) {
        phase = Phase.BUSY;
        options.run(option, answer, outcome -> connection.onLoop(() -> finished(outcome)));
    }

    /** Sends the reply to an option, and goes on. */
    private void finished(OptionOutcome outcome) {
        phase = Phase.OPTIONS;
        if (!channel.isActive()) {
            outcome.drop();
            leave();
            return;
        }
        switch (outcome) {
            case OptionOutcome.Failure failure -> giveUp(failure.why());
            case OptionOutcome.Reply reply -> goOn(reply.bytes(), reply.next());
        }
    }

    private void goOn(ByteBuf reply, Next next) {
        switch (next) {
            case OPTION -> {
                channel.writeAndFlush(reply);
                giveDiskBack();
                proceed();
            }
            case TLS -> startTls(reply);
            case TRANSMISSION -> {
                channel.write(reply);
                transmit();
            }
            case END -> {
                phase = Phase.CLOSING;
                channel.writeAndFlush(reply).addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    /** Plaintext received before our STARTTLS reply may be injected; close instead of treating it as the client's. */
    private void startTls(ByteBuf reply) {
        if (!stream.isEmpty()) {
            reply.release();
            giveUp("plain text was sent after " + Options.nameOf(Options.STARTTLS));
            return;
        }
        channel.writeAndFlush(reply);
        tls.begin(negotiation.layer());
        giveDiskBack();
        proceed();
    }

    private void transmit() {
        phase = Phase.TRANSMISSION;
        time.runIf(false);
        Transmission transmission = transmissionStart.begin(this, negotiation, tls, recall, stream.takeRest());
        if (inputEnded) {
            transmission.endInput();
        }
    }

    /**
     * Gives the disk back if a hand-over has asked for it and no option uses it. {@link #leave} gives it back anyway.
     */
    private void giveDiskBack() {
        Phase before = phase;
        if (before.waits() || before == Phase.LEFT) {
            return;
        }
        boolean later = recall.giveBack(negotiation, () -> {
            phase = before;
            if (channel.isActive()) {
                proceed();
            } else {
                leave();
            }
        });
        if (later) {
            phase = Phase.BUSY;
        }
    }

    // ---- Leaving ----

    private void giveUp(String why) {
        logger.log(System.Logger.Level.ERROR, why + "; the connection is closed");
        phase = Phase.CLOSING;
        channel.close();
        if (!channel.isActive()) {
            leave();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!phase.waits()) {
            leave();
        }
    }

    private void leave() {
        if (phase == Phase.LEFT) {
            return;
        }
        phase = Phase.LEFT;
        time.runIf(false);
        stream.release();
        Executor closers = negotiation.hasOpened() ? negotiation.openers() : Runnable::run;
        closers.execute(() -> {
            negotiation.close();
            release();
        });
    }

    private void release() {
        entrance.leave();
        connection.closed().run();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            logger.log(System.Logger.Level.ERROR, "unexpected " + cause + "; the connection is closed", cause);
        }
        channel.close();
    }
}

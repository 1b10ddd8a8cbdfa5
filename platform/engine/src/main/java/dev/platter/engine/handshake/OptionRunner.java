// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.api.DiskException;
import dev.platter.engine.export.RefusalException;
import dev.platter.nbd.NbdError;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads and runs options, and turns every result, also a failure, into an {@link OptionOutcome}. */
final class OptionRunner {
    private final Negotiation negotiation;
    private final OptionTable options;
    private final System.Logger logger;

    /** The failure that was logged last: an option can meet that of the option before it, see {@link ChosenExport#openForContexts}. */
    private @Nullable Throwable logged;

    OptionRunner(Negotiation negotiation, System.Logger logger) {
        this.negotiation = negotiation;
        this.logger = logger;
        options = new OptionTable(negotiation);
    }

    /**
     * Reads an option.
     *
     * @return the work that answers it
     * @throws OptionReplyException if the option is not valid, or not allowed now
     * @throws ViolationException if the protocol has no reply that could tell the client
     */
    OptionAnswer read(OptionStream.Option option) throws OptionReplyException, ViolationException {
        String name = Options.nameOf(option.number());
        logger.log(System.Logger.Level.DEBUG, "option " + name + ", " + option.length() + " bytes of data");
        if (option.number() != Options.EXPORT_NAME && !negotiation.agreement().isFixed()) {
            throw new ViolationException(name + ": only NBD_OPT_EXPORT_NAME can be used without fixed newstyle");
        }
        options.permit(option.number());
        if (option.data() == null) {
            throw new OptionReplyException(
                    OptionReplies.ERR_TOO_BIG,
                    "it has " + option.length() + " bytes; at most " + OptionStream.LONGEST + " are read");
        }
        return options.read(option.number(), new OptionData(option.data()));
    }

    /**
     * Runs an option on the executor of its answer.
     *
     * @param done is given the outcome, on the thread that ran the option
     */
    void run(int option, OptionAnswer answer, Consumer<OptionOutcome> done) {
        answer.where().execute(() -> done.accept(outcome(option, answer)));
    }

    private OptionOutcome outcome(int option, OptionAnswer answer) {
        ByteBuf reply = Unpooled.buffer();
        try {
            return new OptionOutcome.Reply(reply, answer.work().run(new OptionReplyWriter(reply, option)));
        } catch (OptionReplyException e) {
            return refusal(option, e);
        } catch (IOException | RuntimeException | Error e) {
            return refusal(option, failure(e));
        }
    }

    /** The error reply to an option that was refused. */
    static OptionOutcome refusal(int option, OptionReplyException error) {
        String sentence = Options.nameOf(option) + ": " + error.getMessage();
        if (option == Options.EXPORT_NAME) {
            return new OptionOutcome.Failure(sentence);
        }
        ByteBuf reply = Unpooled.buffer();
        new OptionReplyWriter(reply, option).error(error.type(), sentence);
        return new OptionOutcome.Reply(reply, Next.OPTION);
    }

    /** Translates the failure of a plugin or filter into an error of the protocol. */
    private OptionReplyException failure(Throwable failure) {
        String message =
                failure instanceof IOException && failure.getMessage() != null ? failure.getMessage() : "" + failure;
        if (!failure.equals(logged)) {
            logger.log(
                    System.Logger.Level.ERROR, failure instanceof RefusalException refusal ? refusal.named() : message);
            logged = failure;
        }
        NbdError error = failure instanceof DiskException refused ? refused.error() : NbdError.EIO;
        int type = switch (error) {
            case EPERM -> OptionReplies.ERR_POLICY;
            case ENOTSUP -> OptionReplies.ERR_PLATFORM;
            case ESHUTDOWN -> OptionReplies.ERR_SHUTDOWN;
            default -> OptionReplies.ERR_UNKNOWN;
        };
        return new OptionReplyException(type, message);
    }
}

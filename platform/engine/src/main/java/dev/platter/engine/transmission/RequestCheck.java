// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.BlockSizes;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import dev.platter.nbd.TransmissionFlags;
import java.util.Optional;

/**
 * Decides whether a request is valid, before a disk is called. The error numbers are those that the protocol document
 * prescribes.
 */
final class RequestCheck {
    private final Negotiated negotiated;
    private final long size;
    private final BlockSizes blockSizes;

    RequestCheck(Negotiated negotiated) {
        this.negotiated = negotiated;
        size = negotiated.disk().size();
        // Clients are told block sizes that are only advice, but need not follow them.
        Features features = negotiated.disk().features();
        blockSizes = features.strictBlockSizes() ? features.blockSizes() : BlockSizes.ANY;
    }

    /** Whether a plain read or write is valid. This is the fast path; if it returns false, {@link #refusal} decides. */
    boolean accepts(RequestHeader request) {
        int command = request.command();
        long length = request.length();
        return (command == Commands.READ || command == Commands.WRITE)
                && request.flags() == 0
                && length > 0
                && length <= Transmission.MAX_DATA
                && request.offset() >= 0
                && request.offset() <= size - length
                && blockSizes.minimum() == 1
                && length <= blockSizes.maximumData()
                && !(command == Commands.WRITE && negotiated.offers(TransmissionFlags.READ_ONLY));
    }

    /** Whether it is a block status whose payload selects contexts, and the client may do so. */
    boolean selectsContexts(RequestHeader request) {
        return request.command() == Commands.BLOCK_STATUS
                && (request.flags() & CommandFlags.PAYLOAD_LEN) != 0
                && negotiated.offers(TransmissionFlags.BLOCK_STATUS_PAYLOAD);
    }

    /** Why a request is refused; empty if it is not. */
    Optional<DiskException> refusal(RequestHeader request) {
        int command = request.command();
        int flags = request.flags();
        long offset = request.offset();
        long length = request.length();
        if (command < Commands.READ || command > Commands.BLOCK_STATUS || command == Commands.DISC) {
            return refused(NbdError.EINVAL, Commands.nameOf(command) + " is not a command of this protocol");
        }
        if (changes(command) && negotiated.offers(TransmissionFlags.READ_ONLY)) {
            return refused(NbdError.EPERM, Commands.nameOf(command) + ": this export is read-only");
        }
        int allowed = allowedFlags(command);
        if ((flags & ~allowed) != 0) {
            return refused(
                    NbdError.EINVAL,
                    Commands.nameOf(command) + " does not take the flags " + CommandFlags.namesOf(flags & ~allowed)
                            + " here");
        }
        if (command == Commands.FLUSH) {
            return flushRefusal(offset, length);
        }
        if (!isOffered(command)) {
            return refused(NbdError.EINVAL, Commands.nameOf(command) + " was not offered for this export");
        }
        if (length == 0) {
            return refused(NbdError.EINVAL, Commands.nameOf(command) + " with a length of 0");
        }
        if (offset < 0 || length < 0 || offset > size - length) {
            boolean fills = command == Commands.WRITE || command == Commands.WRITE_ZEROES;
            return refused(
                    fills ? NbdError.ENOSPC : NbdError.EINVAL,
                    Commands.nameOf(command) + " of " + Long.toUnsignedString(length) + " bytes at "
                            + Long.toUnsignedString(offset)
                            + " reaches beyond the end of the export, which has " + size + " bytes");
        }
        return sizeRefusal(request, command, offset, length);
    }

    private Optional<DiskException> flushRefusal(long offset, long length) {
        if (!negotiated.offers(TransmissionFlags.SEND_FLUSH)) {
            return refused(NbdError.EINVAL, Commands.nameOf(Commands.FLUSH) + " was not offered for this export");
        }
        if (offset != 0 || length != 0) {
            return refused(NbdError.EINVAL, Commands.nameOf(Commands.FLUSH) + " takes neither an offset nor a length");
        }
        return Optional.empty();
    }

    private Optional<DiskException> sizeRefusal(RequestHeader request, int command, long offset, long length) {
        boolean data = command == Commands.READ || command == Commands.WRITE;
        long maximum = data ? Math.min(Transmission.MAX_DATA, blockSizes.maximumData()) : blockSizes.maximumEffect();
        if (length > maximum) {
            // Extended headers have an error of their own for a read that is too long for the server rather than for
            // the disk.
            boolean overflows = request.extended() && command == Commands.READ && maximum == Transmission.MAX_DATA;
            return refused(
                    overflows ? NbdError.EOVERFLOW : NbdError.EINVAL,
                    Commands.nameOf(command) + " of " + length + " bytes: the longest that is served has " + maximum);
        }
        if (command != Commands.BLOCK_STATUS && ((offset | length) & (blockSizes.minimum() - 1)) != 0) {
            return refused(
                    NbdError.EINVAL,
                    Commands.nameOf(command) + " of " + length + " bytes at " + offset
                            + " is not aligned to the minimum block size, " + blockSizes.minimum());
        }
        return Optional.empty();
    }

    private int allowedFlags(int command) {
        int fua = negotiated.offers(TransmissionFlags.SEND_FUA) ? CommandFlags.FUA : 0;
        return switch (command) {
            case Commands.READ -> negotiated.offers(TransmissionFlags.SEND_DF) ? CommandFlags.DF | fua : fua;
            case Commands.WRITE_ZEROES ->
                negotiated.offers(TransmissionFlags.SEND_FAST_ZERO)
                        ? fua | CommandFlags.NO_HOLE | CommandFlags.FAST_ZERO
                        : fua | CommandFlags.NO_HOLE;
            case Commands.BLOCK_STATUS -> fua | CommandFlags.REQ_ONE;
            default -> fua;
        };
    }

    private boolean isOffered(int command) {
        return switch (command) {
            case Commands.TRIM -> negotiated.offers(TransmissionFlags.SEND_TRIM);
            case Commands.WRITE_ZEROES -> negotiated.offers(TransmissionFlags.SEND_WRITE_ZEROES);
            case Commands.CACHE -> negotiated.offers(TransmissionFlags.SEND_CACHE);
            case Commands.BLOCK_STATUS -> !negotiated.contexts().isEmpty();
            default -> true;
        };
    }

    private static boolean changes(int command) {
        return command == Commands.WRITE || command == Commands.TRIM || command == Commands.WRITE_ZEROES;
    }

    private static Optional<DiskException> refused(NbdError error, String message) {
        return Optional.of(new DiskException(error, message));
    }
}

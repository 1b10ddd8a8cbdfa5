// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.util.Objects;

/**
 * What a disk can do. Immutable; begin with {@link #readOnly()} or {@link #writable()} and add:
 *
 * {@snippet :
 * Features.writable().withFlush().withTrim().withZero(Support.NATIVE).withMultiConn(true)
 * }
 *
 * <p>A filter takes the features of the disk behind it and changes some. The server emulates what is
 * {@link Support#EMULATED}, so a filter in front of the disk sees {@link Support#NATIVE} there.
 *
 * <h2>Contradictions</h2>
 *
 * <p>Some features need another one. Taking a feature away takes away all that depend on it: without writing there is
 * no trim. Adding a feature before the one it needs is refused, so add them in order:
 *
 * <ul>
 *   <li>trim, zeroes and FUA need {@link #write()};
 *   <li>emulated FUA needs {@link #flush()};
 *   <li>fast zeroes need {@link Support#NATIVE} zeroes, since emulated ones are never fast.
 * </ul>
 *
 * <p>Pitfall: a filter that adds a feature must check first that the disk behind it can be written to, which it cannot
 * if the client is {@link Client#readOnly()}; or it begins with {@link #withWrite()}, if it takes writes itself.
 *
 * @since 0.1
 */
public final class Features {
    private static final Features READ_ONLY = new Features();

    private final boolean write;
    private final boolean flush;
    private final Support fua;
    private final boolean trim;
    private final Support zero;
    private final boolean fastZero;
    private final Support extents;
    private final Support cache;
    private final boolean multiConn;
    private final boolean rotational;
    private final BlockSizes blockSizes;
    private final boolean strict;
    private final long writeWindow;

    private Features() {
        this(new Draft());
    }

    private Features(Draft draft) {
        write = draft.write;
        flush = draft.flush;
        fua = draft.fua;
        trim = draft.trim;
        zero = draft.zero;
        fastZero = draft.fastZero;
        extents = draft.extents;
        cache = draft.cache;
        multiConn = draft.multiConn;
        rotational = draft.rotational;
        blockSizes = draft.blockSizes;
        strict = draft.strict;
        writeWindow = draft.writeWindow;
        require(write || !trim, "trim needs a disk that can be written to: begin with Features.writable()");
        require(
                write || zero == Support.NONE,
                "zeroes need a disk that can be written to: begin with Features.writable()");
        require(
                write || fua == Support.NONE,
                "FUA needs a disk that can be written to: begin with Features.writable()");
        require(
                flush || fua != Support.EMULATED,
                "emulated FUA is a flush after the write, and this disk cannot be flushed");
        require(
                zero == Support.NATIVE || !fastZero,
                "fast zeroes need a disk with Support.NATIVE zeroes, and its support for zeroes is " + zero);
        require(writeWindow > 0, "the window for writes has at least 1 byte, not " + writeWindow);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * A disk that can only be read. Extents are {@link Support#EMULATED}: everything is data.
     *
     * @return the least that a disk can do
     */
    public static Features readOnly() {
        return READ_ONLY;
    }

    /**
     * A disk that can be read and written. Zeroes and extents are {@link Support#EMULATED}, every other feature is
     * absent.
     *
     * @return the least that a writable disk can do
     */
    public static Features writable() {
        Draft draft = new Draft();
        draft.write = true;
        draft.zero = Support.EMULATED;
        return new Features(draft);
    }

    /**
     * Whether the disk can be written to. If not, clients are offered no request that changes it.
     *
     * @return whether {@link Disk#write} works
     */
    public boolean write() {
        return write;
    }

    /** {@return whether {@link Disk#flush} works} */
    public boolean flush() {
        return flush;
    }

    /**
     * How {@link RequestFlags#fua()} is honoured; the server emulates it by a flush after the change.
     *
     * @return by the disk, by the server or not at all
     */
    public Support fua() {
        return fua;
    }

    /** {@return whether {@link Disk#trim} works} */
    public boolean trim() {
        return trim;
    }

    /**
     * How zeroes are written; the server emulates it by a write.
     *
     * @return by the disk, by the server or not at all
     */
    public Support zero() {
        return zero;
    }

    /**
     * Whether {@link RequestFlags#fastZero()} is understood: zeroes are quick, or refused at once.
     *
     * @return whether {@link Disk#zero} honours that flag; the server refuses it if it emulates zeroes
     */
    public boolean fastZero() {
        return fastZero;
    }

    /**
     * Where {@code base:allocation} comes from; the server's emulation reports everything as data.
     *
     * @return from the disk, from the server, or the context is not offered
     */
    public Support extents() {
        return extents;
    }

    /**
     * How a range is read ahead; the server emulates it by a read.
     *
     * @return by the disk, by the server or not at all
     */
    public Support cache() {
        return cache;
    }

    /**
     * Whether several connections may use the disk as one: a flush on any of them covers the writes that were
     * completed on all of them.
     *
     * @return whether that is promised
     */
    public boolean multiConn() {
        return multiConn;
    }

    /** {@return whether seeks cost time, as on a turning disk} */
    public boolean rotational() {
        return rotational;
    }

    /** {@return which lengths and alignments the disk accepts, in bytes} */
    public BlockSizes blockSizes() {
        return blockSizes;
    }

    /**
     * Whether the server refuses a request that does not fit {@link #blockSizes()}. Otherwise they are advice to
     * clients, and the disk accepts such a request or refuses it by itself.
     *
     * @return whether the disk never sees such a request; true, unless {@link #withStrictBlockSizes} has changed it
     */
    public boolean strictBlockSizes() {
        return strict;
    }

    /**
     * How many bytes of writes of one connection are worth having under way. While there are so many or more, the server
     * takes no requests from that connection: they would only hold memory and wait in the disk, as where each write is a
     * copy into the system's cache. Writes with {@link RequestFlags#fua()} do not count, since many of them may share
     * one sync. At least one write is under way, however long it is.
     *
     * @return a number of bytes; {@link Long#MAX_VALUE}, unless {@link #withWriteWindow} has changed it
     */
    public long writeWindow() {
        return writeWindow;
    }

    /**
     * The same without everything that changes the disk. Flush stays, as in nbdkit: another client may have written.
     *
     * @return the features without writing, FUA, trim and zeroes
     */
    public Features withoutWrite() {
        Draft draft = new Draft(this);
        draft.write = false;
        draft.fua = Support.NONE;
        draft.trim = false;
        draft.zero = Support.NONE;
        draft.fastZero = false;
        draft.writeWindow = Long.MAX_VALUE;
        return new Features(draft);
    }

    /**
     * The same with writing, and with what the server needs nothing of the disk for: emulated zeroes if there were
     * none, and emulated FUA if there was none and the disk can be flushed.
     *
     * <p>A filter that keeps writes to itself offers what it can do with them, whatever the disk behind it can:
     *
     * {@snippet :
     * Features features = next().features().withoutWrite().withWrite().withFlush();
     * }
     *
     * <p>How it reads (extents, reading ahead, block sizes) stays that of the disk behind. A client that is read-only
     * is offered no writes in any case: the server sees to that.
     *
     * @return the new features
     */
    public Features withWrite() {
        Draft draft = new Draft(this);
        draft.write = true;
        if (zero == Support.NONE) {
            draft.zero = Support.EMULATED;
        }
        if (flush && fua == Support.NONE) {
            draft.fua = Support.EMULATED;
        }
        return new Features(draft);
    }

    /**
     * Whether a disk can do everything that was promised for another disk, so that a client of that one may go on with
     * a disk that has these features. {@link #rotational()} and
     * {@link #writeWindow()} do not count.
     *
     * @param promised what the client was told
     * @return whether each promised feature is here, natively or emulated, and the block sizes are as generous
     */
    public boolean covers(Features promised) {
        return (write || !promised.write)
                && (flush || !promised.flush)
                && covers(fua, promised.fua)
                && (trim || !promised.trim)
                && covers(zero, promised.zero)
                && (fastZero || zero == Support.EMULATED || !promised.fastZero)
                && covers(extents, promised.extents)
                && covers(cache, promised.cache)
                && (multiConn || !promised.multiConn)
                && blockSizes.covers(promised.blockSizes)
                && (!strict || promised.strict);
    }

    private static boolean covers(Support support, Support promised) {
        return support != Support.NONE || promised == Support.NONE;
    }

    /**
     * The same with flush, and with emulated FUA where there was none and the disk can be written to.
     *
     * @return the new features
     */
    public Features withFlush() {
        return withFlush(true);
    }

    /**
     * The same with flush, as {@link #withFlush()}, or without flush and without emulated FUA.
     *
     * @param flush whether the disk can be flushed
     * @return the new features
     */
    public Features withFlush(boolean flush) {
        Draft draft = new Draft(this);
        draft.flush = flush;
        if (flush && write && fua == Support.NONE) {
            draft.fua = Support.EMULATED;
        } else if (!flush && fua == Support.EMULATED) {
            draft.fua = Support.NONE;
        }
        return new Features(draft);
    }

    /**
     * The same with another way of honouring FUA.
     *
     * @param support by the disk, by the server or not at all
     * @return the new features
     * @throws IllegalArgumentException if the disk cannot be written to, or if FUA is to be emulated and the disk
     *     cannot be flushed
     */
    public Features withFua(Support support) {
        Draft draft = new Draft(this);
        draft.fua = support;
        return new Features(draft);
    }

    /**
     * The same with trim.
     *
     * @return the new features
     * @throws IllegalArgumentException if the disk cannot be written to
     */
    public Features withTrim() {
        return withTrim(true);
    }

    /**
     * The same with trim or without.
     *
     * @param trim whether the disk can be trimmed
     * @return the new features
     * @throws IllegalArgumentException if {@code trim} is true and the disk cannot be written to
     */
    public Features withTrim(boolean trim) {
        Draft draft = new Draft(this);
        draft.trim = trim;
        return new Features(draft);
    }

    /**
     * The same with another way of writing zeroes; unless it is {@link Support#NATIVE}, without fast zeroes.
     *
     * @param support by the disk, by the server or not at all
     * @return the new features
     * @throws IllegalArgumentException if it is not {@link Support#NONE} and the disk cannot be written to
     */
    public Features withZero(Support support) {
        Draft draft = new Draft(this);
        draft.zero = support;
        draft.fastZero = fastZero && support == Support.NATIVE;
        return new Features(draft);
    }

    /**
     * The same with fast zeroes or without.
     *
     * @param fastZero whether {@link Disk#zero} honours {@link RequestFlags#fastZero()}
     * @return the new features
     * @throws IllegalArgumentException if {@code fastZero} is true and zeroes are not {@link Support#NATIVE}
     */
    public Features withFastZero(boolean fastZero) {
        Draft draft = new Draft(this);
        draft.fastZero = fastZero;
        return new Features(draft);
    }

    /**
     * The same with another source of extents.
     *
     * @param support from the disk, from the server, or not offered
     * @return the new features
     */
    public Features withExtents(Support support) {
        Draft draft = new Draft(this);
        draft.extents = support;
        return new Features(draft);
    }

    /**
     * The same with another way of reading ahead.
     *
     * @param support by the disk, by the server or not at all
     * @return the new features
     */
    public Features withCache(Support support) {
        Draft draft = new Draft(this);
        draft.cache = support;
        return new Features(draft);
    }

    /**
     * The same with the promise of {@link #multiConn()} or without.
     *
     * @param multiConn whether it is given
     * @return the new features
     */
    public Features withMultiConn(boolean multiConn) {
        Draft draft = new Draft(this);
        draft.multiConn = multiConn;
        return new Features(draft);
    }

    /**
     * The same for a disk that turns or one that does not.
     *
     * @param rotational whether seeks cost time
     * @return the new features
     */
    public Features withRotational(boolean rotational) {
        Draft draft = new Draft(this);
        draft.rotational = rotational;
        return new Features(draft);
    }

    /**
     * The same with other block sizes.
     *
     * @param sizes the sizes, in bytes
     * @return the new features
     */
    public Features withBlockSizes(BlockSizes sizes) {
        Draft draft = new Draft(this);
        draft.blockSizes = sizes;
        return new Features(draft);
    }

    /**
     * The same with block sizes that the server enforces, or that are only advice.
     *
     * @param strict whether the server refuses a request that does not fit
     * @return the new features
     */
    public Features withStrictBlockSizes(boolean strict) {
        Draft draft = new Draft(this);
        draft.strict = strict;
        return new Features(draft);
    }

    /**
     * The same with a {@linkplain #writeWindow() window} for writes. For a disk that is no quicker with many writes at
     * a time; one whose writes wait for a network or a device is.
     *
     * @param bytes the number of bytes, positive
     * @return the new features
     */
    public Features withWriteWindow(long bytes) {
        Draft draft = new Draft(this);
        draft.writeWindow = bytes;
        return new Features(draft);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Features that
                && write == that.write
                && flush == that.flush
                && fua == that.fua
                && trim == that.trim
                && zero == that.zero
                && fastZero == that.fastZero
                && extents == that.extents
                && cache == that.cache
                && multiConn == that.multiConn
                && rotational == that.rotational
                && blockSizes.equals(that.blockSizes)
                && strict == that.strict
                && writeWindow == that.writeWindow;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                write,
                flush,
                fua,
                trim,
                zero,
                fastZero,
                extents,
                cache,
                multiConn,
                rotational,
                blockSizes,
                strict,
                writeWindow);
    }

    @Override
    public String toString() {
        return "Features[write=" + write + " flush=" + flush + " fua=" + fua + " trim=" + trim + " zero=" + zero
                + " fastZero=" + fastZero + " extents=" + extents + " cache=" + cache + " multiConn=" + multiConn
                + " rotational=" + rotational + " " + blockSizes + " strict=" + strict
                + (writeWindow == Long.MAX_VALUE ? "" : " writeWindow=" + writeWindow) + "]";
    }

    /** The same fields, mutable, so that a new feature does not touch every method above. */
    private static final class Draft {
        private boolean write;
        private boolean flush;
        private Support fua = Support.NONE;
        private boolean trim;
        private Support zero = Support.NONE;
        private boolean fastZero;
        private Support extents = Support.EMULATED;
        private Support cache = Support.NONE;
        private boolean multiConn;
        private boolean rotational;
        private BlockSizes blockSizes = BlockSizes.ANY;
        private boolean strict = true;
        private long writeWindow = Long.MAX_VALUE;

        private Draft() {}

        private Draft(Features features) {
            write = features.write;
            flush = features.flush;
            fua = features.fua;
            trim = features.trim;
            zero = features.zero;
            fastZero = features.fastZero;
            extents = features.extents;
            cache = features.cache;
            multiConn = features.multiConn;
            rotational = features.rotational;
            blockSizes = features.blockSizes;
            strict = features.strict;
            writeWindow = features.writeWindow;
        }
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import dev.platter.ahead.Gathered;
import dev.platter.ahead.Source;
import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.BufferException;

/** A file that is open on the server. Requests are cut into parts that the server takes, and all parts are under way at once. */
final class RemoteFile implements Source {
    private static final int READ_FLAG = 1;
    private static final int WRITE_FLAG = 2;
    private static final int CREATE_FLAG = 8;
    private static final int TRUNCATE_FLAG = 16;
    private static final int HAS_SIZE = 1;
    private static final int HAS_OWNERS = 2;
    private static final int HAS_MODE = 4;

    private static final int KIND = 0170000;
    private static final int FOLDER = 0040000;
    private static final int REGULAR = 0100000;
    private static final int BLOCK_DEVICE = 0060000;

    private static final String FSYNC = "fsync@openssh.com";
    private static final String LIMITS = "limits@openssh.com";

    /** What every server takes, by the draft of SFTP and by its practice. */
    private static final int SAFE_PART = 32 << 10;

    /** Parts begin where pages do. */
    private static final int PAGE = 4 << 10;

    /** Longer parts save nothing, and their bytes arrive later. */
    private static final int LONGEST_PART = 256 << 10;

    private final Sftp sftp;
    private final String path;
    private final byte[] handle;
    private final boolean fsync;
    private int readPart = SAFE_PART;
    private int writePart = SAFE_PART;
    private long size;

    /** How a file that does not exist yet shall be made. */
    record Creation(long size, Mode mode) {}

    /** What a server tells of a file: its size, or -1, and its kind, or 0. */
    private record Attributes(long size, int kind) {
        static Attributes of(Buffer body) {
            int flags = body.getInt();
            long size = (flags & HAS_SIZE) == 0 ? -1 : body.getLong();
            if ((flags & HAS_OWNERS) != 0) {
                body.getLong();
            }
            return new Attributes(size, (flags & HAS_MODE) == 0 ? 0 : body.getInt() & KIND);
        }
    }

    private RemoteFile(Sftp sftp, String path, byte[] handle, boolean fsync) {
        this.sftp = sftp;
        this.path = path;
        this.handle = handle;
        this.fsync = fsync;
    }

    /**
     * Opens a file. Waits.
     *
     * @param sftp where; it has not been used
     * @param path as the server understands it
     * @param writable whether it will be written to
     * @param creation how to make it anew, whatever there is
     */
    static RemoteFile open(Sftp sftp, String path, boolean writable, Optional<Creation> creation) throws IOException {
        try {
            return opened(sftp, path, writable, creation);
        } catch (BufferException e) {
            throw new DiskException(NbdError.EIO, sftp.where() + " sends an answer that ends too early", e);
        }
    }

    private static RemoteFile opened(Sftp sftp, String path, boolean writable, Optional<Creation> creation)
            throws IOException {
        Map<String, String> extensions = sftp.greet();
        String shown = sftp.where() + ":" + path;
        int flags = READ_FLAG
                | (writable || creation.isPresent() ? WRITE_FLAG : 0)
                | (creation.isPresent() ? CREATE_FLAG | TRUNCATE_FLAG : 0);
        Answer opened = sftp.ask(new Question(Sftp.OPEN, packet -> {
            packet.putString(path, StandardCharsets.UTF_8);
            packet.putInt(flags);
            creation.ifPresentOrElse(
                    file -> {
                        packet.putInt(HAS_MODE);
                        packet.putInt(file.mode().bits());
                    },
                    () -> packet.putInt(0));
        }));
        if (opened.type() != Sftp.HANDLE) {
            refuseFolder(sftp, path);
            boolean forbidden = opened.status() == Answer.PERMISSION_DENIED && writable && creation.isEmpty();
            throw opened.refusal(
                    creation.isPresent()
                            ? "cannot create " + shown
                            : "cannot open " + shown + (forbidden ? " to write to it (-r serves it read-only)" : ""));
        }
        RemoteFile file = new RemoteFile(sftp, path, opened.body().getBytes(), extensions.containsKey(FSYNC));
        if (extensions.containsKey(LIMITS)) {
            file.askForLimits();
        }
        if (creation.isPresent()) {
            file.resize(creation.get().size());
        }
        file.measure();
        return file;
    }

    /** Servers say of a folder only that it cannot be opened. */
    private static void refuseFolder(Sftp sftp, String path) throws IOException {
        Answer there = sftp.ask(new Question(Sftp.STAT, packet -> packet.putString(path, StandardCharsets.UTF_8)));
        if (there.type() == Sftp.ATTRIBUTES && Attributes.of(there.body()).kind() == FOLDER) {
            throw notAFile(sftp.where() + ":" + path, FOLDER);
        }
    }

    private static DiskException notAFile(String shown, int kind) {
        return new DiskException(
                NbdError.EINVAL, shown + " is " + (kind == FOLDER ? "a folder" : "neither a file nor a block device"));
    }

    private void askForLimits() throws IOException {
        Answer limits = sftp.ask(new Question(Sftp.EXTENDED, packet -> packet.putString(LIMITS)));
        if (limits.type() == Sftp.EXTENDED_REPLY) {
            limits.body().getLong();
            readPart = part(limits.body().getLong());
            writePart = part(limits.body().getLong());
        }
    }

    /** Zero stands for a server that knows no limit, and a large number may look negative. */
    private static int part(long limit) {
        return limit <= 0 ? LONGEST_PART : Math.clamp(limit / PAGE * PAGE, PAGE, LONGEST_PART);
    }

    private void resize(long bytes) throws IOException {
        Answer resized = sftp.ask(new Question(Sftp.FSETSTAT, packet -> {
            packet.putBytes(handle);
            packet.putInt(HAS_SIZE);
            packet.putLong(bytes);
        }));
        if (resized.status() != Answer.OK) {
            throw resized.refusal("cannot give " + shown() + " its size of " + bytes + " bytes");
        }
    }

    private void measure() throws IOException {
        Answer answer = sftp.ask(new Question(Sftp.FSTAT, packet -> packet.putBytes(handle)));
        if (answer.type() != Sftp.ATTRIBUTES) {
            throw answer.refusal("cannot find out the size of " + shown());
        }
        Attributes attributes = Attributes.of(answer.body());
        int kind = attributes.kind();
        if (kind == BLOCK_DEVICE) {
            size = probe();
            return;
        }
        if (kind == FOLDER || (kind != 0 && kind != REGULAR)) {
            throw notAFile(shown(), kind);
        }
        if (attributes.size() < 0) {
            throw new DiskException(NbdError.EIO, sftp.where() + " does not tell the size of " + path);
        }
        size = attributes.size();
    }

    /**
     * Finds the end of a block device, whose size SFTP tells as 0: the first byte that cannot be read. Less than a hundred requests, one
     * after the other.
     */
    private long probe() throws IOException {
        long readable = 0;
        long end = 1L << 20;
        while (isReadable(end - 1)) {
            readable = end;
            if (end >= 1L << 62) {
                throw new DiskException(NbdError.EOVERFLOW, shown() + " has no end that can be found");
            }
            end *= 2;
        }
        while (end - readable > 1) {
            long middle = readable + (end - readable) / 2;
            if (isReadable(middle - 1)) {
                readable = middle;
            } else {
                end = middle;
            }
        }
        return readable;
    }

    /** Beyond its end, systems answer a read of a device with nothing, or with an error. */
    private boolean isReadable(long at) throws IOException {
        Answer answer = sftp.ask(new Question(
                Sftp.READ,
                packet -> {
                    packet.putBytes(handle);
                    packet.putLong(at);
                    packet.putUInt(1);
                },
                ByteBuffer.allocate(1)));
        return answer.type() == Sftp.DATA;
    }

    Sftp sftp() {
        return sftp;
    }

    byte[] handle() {
        return handle;
    }

    String shown() {
        return sftp.where() + ":" + path;
    }

    @Override
    public long size() {
        return size;
    }

    /** {@return whether the server can make writes durable} */
    boolean canFlush() {
        return fsync;
    }

    @Override
    public void read(ByteBuffer into, long offset, Completion end) {
        int begin = into.position();
        int part = part(into.remaining(), readPart);
        Gathered whole = new Gathered(into, Math.ceilDiv(into.remaining(), part), end);
        for (int at = 0, length = into.remaining(); at < length; at += part) {
            ByteBuffer own = into.slice(begin + at, Math.min(part, length - at));
            sftp.send(new ReadPart(this, own, offset + at, whole));
        }
    }

    /** Writes a range, as {@link #read} reads one. */
    void write(ByteBuffer from, long offset, Completion end) {
        int begin = from.position();
        int part = part(from.remaining(), writePart);
        Gathered whole = new Gathered(from, Math.ceilDiv(from.remaining(), part), end);
        for (int at = 0, length = from.remaining(); at < length; at += part) {
            ByteBuffer own = from.slice(begin + at, Math.min(part, length - at));
            sftp.send(new WritePart(this, own, offset + at, whole));
        }
    }

    /** Parts of about the same length, none longer than the server allows. */
    private static int part(int length, int longest) {
        int even = Math.ceilDiv(length, Math.max(1, Math.ceilDiv(length, longest)));
        return Math.clamp(Math.ceilDiv(even, PAGE) * (long) PAGE, PAGE, longest);
    }

    /** Makes durable what has been written. */
    void flush(Completion end) {
        Question question = new Question(Sftp.EXTENDED, packet -> {
            packet.putString(FSYNC);
            packet.putBytes(handle);
        });
        var _ = question.answer().whenComplete((answer, failure) -> {
            if (failure instanceof IOException reason) {
                end.failed(reason);
            } else if (answer == null || answer.status() != Answer.OK) {
                end.failed(
                        answer == null
                                ? new IOException(failure)
                                : answer.refusal("cannot make writes to " + shown() + " durable"));
            } else {
                end.succeeded();
            }
        });
        sftp.send(question);
    }
}

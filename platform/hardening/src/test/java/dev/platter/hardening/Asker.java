// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.ChunkFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts a {@link Question} to a server, and returns the server's answer in a few words. */
final class Asker {
    /** The export's name, which can be configured on every server. */
    static final String EXPORT = "disk";

    /** The export's size in bytes, larger than the longest request that a server accepts. */
    static final long SIZE = 256L << 20;

    /** The cookie of the odd request. */
    static final long ODD = 1;

    /** The cookie of the request behind the odd one, which shows whether the connection goes on. */
    private static final long PROBE = 2;

    private static final int PROBED = 512;

    /** An unknown option, which every server answers. */
    private static final int PROBING_OPTION = 4712;

    private static final int GREETING = 18;

    /** The types of all chunks that report an error have this bit. */
    private static final int ERROR_CHUNK = 1 << 15;

    private final SocketAddress server;
    private final Duration patience;

    /**
     * Prepares to ask a server.
     *
     * @param server its address
     * @param patience when a server that is silent counts as one that waits for more input
     */
    Asker(SocketAddress server, Duration patience) {
        this.server = server;
        this.patience = patience;
    }

    String ask(Question question) throws IOException, InterruptedException {
        Answers answers = new Answers();
        try (SocketChannel channel = Player.connect(server)) {
            Thread talk = Thread.ofVirtual().start(() -> converse(channel, question, answers));
            if (!talk.join(patience)) {
                answers.add(answers.probed() ? "no reply" : "waits");
            }
            return answers.toString();
        }
    }

    /** The answers so far, which another thread may read. */
    private static final class Answers {
        private final List<String> words = new ArrayList<>();
        private boolean probed;

        synchronized void add(String word) {
            words.add(word);
        }

        /** Notes that the request behind the odd one was answered. */
        synchronized void probe() {
            probed = true;
        }

        synchronized boolean probed() {
            return probed;
        }

        synchronized boolean isEmpty() {
            return words.isEmpty();
        }

        @Override
        public synchronized String toString() {
            return words.isEmpty() ? "goes on" : String.join(", ", words);
        }
    }

    private static void converse(SocketChannel channel, Question question, Answers answers) {
        try {
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            in.readNBytes(GREETING);
            if (question.phase() == Question.Phase.HANDSHAKE) {
                send(channel, question.bytes());
                send(channel, new ClientBytes().option(PROBING_OPTION).bytes());
                optionReplies(in, answers);
            } else {
                send(channel, new ClientBytes().clientFlags(3).bytes());
                boolean structured = question.phase() == Question.Phase.STRUCTURED && negotiate(channel, in);
                go(channel, in);
                send(channel, question.bytes());
                send(
                        channel,
                        new ClientBytes()
                                .request(Commands.READ, 0, PROBE, 0, PROBED)
                                .bytes());
                replies(in, structured, answers);
            }
        } catch (IOException e) {
            // The server has closed the connection; if it had not read all that we sent, the connection is reset.
            answers.add("hangs up");
        }
    }

    private static void send(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /** Reads the final replies to all options, up to the probing option behind the question. */
    private static void optionReplies(DataInputStream in, Answers answers) throws IOException {
        OptionReply reply = optionReply(in);
        while (reply.option() != PROBING_OPTION) {
            answers.add(OptionReplies.nameOf(reply.type()).replace("NBD_REP_", ""));
            reply = optionReply(in);
        }
    }

    private record OptionReply(int option, int type) {}

    /** Reads replies up to the final one, and returns that. */
    private static OptionReply optionReply(DataInputStream in) throws IOException {
        while (true) {
            if (in.readLong() != Magic.OPTION_REPLY) {
                throw new EOFException("no reply but something else");
            }
            int option = in.readInt();
            int type = in.readInt();
            in.skipNBytes(in.readInt());
            if (type < 0 || type == OptionReplies.ACK) {
                return new OptionReply(option, type);
            }
        }
    }

    private static boolean negotiate(SocketChannel channel, DataInputStream in) throws IOException {
        send(
                channel,
                new ClientBytes()
                        .option(Options.STRUCTURED_REPLY)
                        .option(Options.SET_META_CONTEXT, ClientBytes.contexts(EXPORT, BlockStatus.BASE_ALLOCATION))
                        .bytes());
        boolean structured = optionReply(in).type() == OptionReplies.ACK;
        optionReply(in);
        return structured;
    }

    private static void go(SocketChannel channel, DataInputStream in) throws IOException {
        send(
                channel,
                new ClientBytes().option(Options.GO, ClientBytes.info(EXPORT)).bytes());
        optionReply(in);
    }

    /** Reads until both requests are answered, in either order. */
    private static void replies(DataInputStream in, boolean structured, Answers answers) throws IOException {
        while (answers.isEmpty() || !answers.probed()) {
            int magic = in.readInt();
            if (magic == (int) Magic.SIMPLE_REPLY) {
                simple(in, structured, answers);
            } else if (structured && magic == (int) Magic.STRUCTURED_REPLY) {
                chunk(in, answers);
            } else {
                throw new EOFException("no reply but something else");
            }
        }
    }

    private static void simple(DataInputStream in, boolean structured, Answers answers) throws IOException {
        int error = in.readInt();
        if (in.readLong() == ODD) {
            answers.add(nameOf(error));
        } else {
            in.skipNBytes(structured || error != 0 ? 0 : PROBED);
            answers.probe();
        }
    }

    private static void chunk(DataInputStream in, Answers answers) throws IOException {
        boolean last = (in.readUnsignedShort() & ChunkFlags.DONE) != 0;
        int type = in.readUnsignedShort();
        boolean odd = in.readLong() == ODD;
        byte[] payload = in.readNBytes(in.readInt());
        if (!odd && last) {
            answers.probe();
        } else if (odd && (type & ERROR_CHUNK) != 0) {
            answers.add(nameOf(ByteBuffer.wrap(payload).getInt()));
        } else if (odd && last && answers.isEmpty()) {
            answers.add("done");
        }
    }

    private static String nameOf(int error) {
        return error == 0 ? "done" : TransmissionJudge.errorOf(error).toString();
    }
}

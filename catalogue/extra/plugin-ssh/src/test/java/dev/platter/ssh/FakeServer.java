// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.subsystem.SubsystemFactory;

/**
 * A server of MINA that lets the user in whose password is {@link #PASSWORD}, and has one file. It answers each packet of SFTP as a test
 * tells it to, and as servers do otherwise.
 */
final class FakeServer implements AutoCloseable {
    static final String PASSWORD = "sesame";

    /** What a test does differently. */
    @FunctionalInterface
    interface Quirk {
        /** {@return whether it has taken care of a packet; false if it shall be answered as usual} */
        boolean answer(Packet packet, Replies replies) throws IOException;
    }

    /** A packet without its length. */
    record Packet(int type, int id, ByteBuffer body) {
        /** The fields of a read: offset and length. */
        long[] range() {
            ByteBuffer fields = body.duplicate();
            fields.position(fields.getInt(0) + Integer.BYTES);
            return new long[] {fields.getLong(), fields.getInt()};
        }
    }

    final List<Packet> packets = new CopyOnWriteArrayList<>();
    private final SshServer server = SshServer.setUpDefaultServer();
    private final ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final byte[] contents;
    private final Quirk quirk;

    FakeServer(byte[] contents, Quirk quirk) throws IOException, GeneralSecurityException {
        this.contents = contents;
        this.quirk = quirk;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(generator.generateKeyPair()));
        server.setPasswordAuthenticator((_, password, _) -> password.equals(PASSWORD));
        server.setSubsystemFactories(List.of(new SubsystemFactory() {
            @Override
            public String getName() {
                return "sftp";
            }

            @Override
            public Command createSubsystem(ChannelSession channel) {
                return new Subsystem();
            }
        }));
        server.start();
    }

    int port() {
        return server.getPort();
    }

    List<String> parameters(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "host=127.0.0.1",
                "port=" + port(),
                "path=disk.img",
                "config=",
                "user=me",
                "password=" + PASSWORD,
                "verify-remote-host=false"));
        all.addAll(Arrays.asList(more));
        return all;
    }

    @Override
    public void close() throws IOException {
        threads.forEach(Thread::interrupt);
        server.stop(true);
    }

    /** What the server sends. */
    static final class Replies {
        private final OutputStream out;

        private Replies(OutputStream out) {
            this.out = out;
        }

        void send(int type, int id, Object... fields) throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(body);
            data.writeByte(type);
            data.writeInt(id);
            for (Object field : fields) {
                switch (field) {
                    case Integer number -> data.writeInt(number);
                    case Long number -> data.writeLong(number);
                    case String text -> bytes(data, text.getBytes(StandardCharsets.UTF_8));
                    case byte[] bytes -> bytes(data, bytes);
                    default -> throw new IllegalArgumentException(String.valueOf(field));
                }
            }
            raw(ByteBuffer.allocate(Integer.BYTES + body.size())
                    .putInt(body.size())
                    .put(body.toByteArray())
                    .array());
        }

        private static void bytes(DataOutputStream data, byte[] bytes) throws IOException {
            data.writeInt(bytes.length);
            data.write(bytes);
        }

        void status(int id, int code, String words) throws IOException {
            send(Sftp.STATUS, id, code, words, "");
        }

        void raw(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }
    }

    private void usual(Packet packet, Replies replies) throws IOException {
        switch (packet.type()) {
            case 1 -> replies.send(2, 3);
            case Sftp.OPEN -> replies.send(Sftp.HANDLE, packet.id(), "h");
            case Sftp.FSTAT -> replies.send(Sftp.ATTRIBUTES, packet.id(), 5, (long) contents.length, 0100600);
            case Sftp.READ -> {
                long[] range = packet.range();
                int from = (int) Math.min(range[0], contents.length);
                int to = (int) Math.min(range[0] + range[1], contents.length);
                if (from == to) {
                    replies.status(packet.id(), Answer.EOF, "end");
                } else {
                    replies.send(Sftp.DATA, packet.id(), (Object) Arrays.copyOfRange(contents, from, to));
                }
            }
            case Sftp.WRITE -> replies.status(packet.id(), Answer.OK, "");
            default -> replies.status(packet.id(), Answer.UNSUPPORTED, "no");
        }
    }

    private final class Subsystem implements Command {
        private InputStream in = InputStream.nullInputStream();
        private OutputStream out = OutputStream.nullOutputStream();

        @Override
        public void start(ChannelSession channel, Environment environment) {
            threads.add(Thread.ofPlatform().daemon().start(this::run));
        }

        private void run() {
            Replies replies = new Replies(out);
            try (DataInputStream data = new DataInputStream(in)) {
                while (true) {
                    byte[] bytes = new byte[data.readInt()];
                    data.readFully(bytes);
                    ByteBuffer body = ByteBuffer.wrap(bytes);
                    Packet packet = new Packet(body.get(), body.getInt(), body.slice());
                    packets.add(packet);
                    if (!quirk.answer(packet, replies)) {
                        usual(packet, replies);
                    }
                }
            } catch (IOException e) {
                // The client has gone, or the test is over.
            }
        }

        @Override
        public void setInputStream(InputStream stream) {
            in = stream;
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {}

        @Override
        public void setExitCallback(ExitCallback callback) {}

        @Override
        public void destroy(ChannelSession channel) {}
    }
}

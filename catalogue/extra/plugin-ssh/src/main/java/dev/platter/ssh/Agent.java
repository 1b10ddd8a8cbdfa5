// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** A program that has private keys and signs with them, behind its socket. MINA needs a native library for that, and Java does not. */
final class Agent extends AbstractAgentProxy {
    /** OpenSSH's own limit for messages of agents. */
    private static final int LONGEST = 256 << 10;

    private final SocketChannel channel;

    /** Connects to it. */
    Agent(Path socket) throws IOException {
        super(null);
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    protected synchronized Buffer request(Buffer question) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(question.array(), question.rpos(), question.available());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        int length = filled(ByteBuffer.allocate(Integer.BYTES)).getInt(0);
        if (length < 0 || length > LONGEST) {
            throw new IOException("the agent answers with " + length + " bytes");
        }
        return new ByteArrayBuffer(filled(ByteBuffer.allocate(length)).array());
    }

    private ByteBuffer filled(ByteBuffer answer) throws IOException {
        while (answer.hasRemaining()) {
            if (channel.read(answer) < 0) {
                throw new EOFException("the agent has closed the connection");
            }
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

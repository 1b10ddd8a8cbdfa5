// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.io.IOException;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelAsyncOutputStream;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;

/** The stream of bytes on which SFTP is spoken, without the copies and waits of MINA's own streams. */
final class SftpChannel extends ChannelSubsystem {
    private static final String SUBSYSTEM = "sftp";

    private final Listener listener;

    /** Hears what comes. Its methods are called from the threads of MINA, one after the other, and must not wait. */
    interface Listener {
        /** Bytes have come, which are valid until this returns. */
        void received(byte[] bytes, int from, int length);

        /** The server has no SFTP. */
        void refused();

        /** Nothing will come any more. */
        void ended();
    }

    SftpChannel(Listener listener) {
        super(SUBSYSTEM);
        this.listener = listener;
        addCloseFutureListener(_ -> listener.ended());
    }

    @Override
    protected void doOpen() throws IOException {
        Session session = getSession();
        Buffer request = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
        request.putUInt(getRecipient());
        request.putString(Channel.CHANNEL_SUBSYSTEM);
        request.putBoolean(true);
        request.putString(SUBSYSTEM);
        addPendingRequest(Channel.CHANNEL_SUBSYSTEM, true);
        writePacket(request);
        setStreaming(Streaming.Async);
        asyncIn = new ChannelAsyncOutputStream(this, SshConstants.SSH_MSG_CHANNEL_DATA);
    }

    /** Sends bytes. Only one buffer may be under way; it belongs to the channel until the future is done. */
    IoWriteFuture send(Buffer bytes) throws IOException {
        return asyncIn.writeBuffer(bytes);
    }

    @Override
    protected void doWriteData(byte[] data, int offset, long length) throws IOException {
        if (!isClosing()) {
            listener.received(data, offset, (int) length);
            getLocalWindow().release(length);
        }
    }

    /** What a server complains about to its terminal. */
    @Override
    protected void doWriteExtendedData(byte[] data, int offset, long length) throws IOException {
        if (!isClosing()) {
            getLocalWindow().release(length);
        }
    }

    @Override
    public void handleFailure() throws IOException {
        listener.refused();
        super.handleFailure();
    }

    @Override
    public void handleEof() throws IOException {
        super.handleEof();
        listener.ended();
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.jspecify.annotations.Nullable;

/** Connects to the user's agent for each login, and never lets a server use it. */
final class Agents implements SshAgentFactory {
    private final Path socket;

    Agents(Path socket) {
        this.socket = socket;
    }

    @Override
    public @Nullable SshAgent createClient(Session session, FactoryManager manager) {
        try {
            return new Agent(socket);
        } catch (IOException | RuntimeException e) {
            Attempt.of(session)
                    .ifPresent(attempt ->
                            attempt.unusable("the agent at " + socket + " cannot be asked: " + e.getMessage()));
            return null;
        }
    }

    @Override
    public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
        return List.of();
    }

    @Override
    public SshAgentServer createServer(ConnectionService service) {
        throw new UnsupportedOperationException("the agent is not forwarded");
    }
}

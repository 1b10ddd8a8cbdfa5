// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.DiskException;
import dev.platter.api.Registration;
import dev.platter.ciphers.AesGcmWarmUp;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientConnectionServiceFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.core.CoreModuleProperties;

/** The server, to which each client of a disk gets a connection of its own. Failures are sentences for people. */
final class SshServer implements AutoCloseable {
    private static final String NAME = "PLATTER";

    /** At 10 ms from one end to the other and back, 16 MiB under way are 1.6 GiB/s. */
    private static final long WINDOW = 16 << 20;

    private static final int READ_BUFFER = 256 << 10;

    private final Target target;
    private final Optional<String> password;
    private final Duration patience;
    private final Context context;
    private final AtomicBoolean warmed = new AtomicBoolean();
    private final SshClient ssh;

    /**
     * Makes it; nothing is connected to yet.
     *
     * @param target where it is
     * @param verify whether it must be a known one
     * @param password of the user
     * @param legacy whether it may use algorithms that are no longer secure
     * @param compression whether what is sent is compressed
     * @param patience how long it may be silent
     * @param context the plugin's
     */
    SshServer(
            Target target,
            boolean verify,
            Optional<String> password,
            boolean legacy,
            boolean compression,
            Duration patience,
            Context context) {
        this.target = target;
        this.password = password;
        this.patience = patience;
        this.context = context;
        ssh = library();
        Algorithms.apply(ssh, legacy, compression);
        ssh.setIoServiceFactoryFactory(new Nio2ServiceFactoryFactory());
        ssh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        ssh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        ssh.setServiceFactories(List.of(new LoginService.Factory(), ClientConnectionServiceFactory.INSTANCE));
        ssh.setUserAuthFactories(List.of(
                UserAuthPublicKeyFactory.INSTANCE,
                UserAuthPasswordFactory.INSTANCE,
                UserAuthKeyboardInteractiveFactory.INSTANCE));
        target.agent().ifPresent(socket -> ssh.setAgentFactory(new Agents(socket)));
        KnownHosts known = new KnownHosts(target.knownHosts());
        ssh.addSessionListener(new Negotiation(target, known, legacy));
        ssh.setServerKeyVerifier((session, _, key) -> {
            Optional<String> refusal = verify ? known.refusal(target.host(), target.port(), key) : Optional.empty();
            refusal.ifPresent(sentence -> Attempt.of(session).ifPresent(attempt -> attempt.refuse(sentence)));
            return refusal.isEmpty();
        });
        CoreModuleProperties.CLIENT_IDENTIFICATION.set(ssh, NAME);
        CoreModuleProperties.WINDOW_SIZE.set(ssh, WINDOW);
        CoreModuleProperties.NIO2_READ_BUFFER_SIZE.set(ssh, READ_BUFFER);
        CoreModuleProperties.TCP_NODELAY.set(ssh, true);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(ssh, true);
        // A disk may be idle for days; Sftp finds out whether the server is silent.
        CoreModuleProperties.IDLE_TIMEOUT.set(ssh, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(ssh, Duration.ZERO);
        CoreModuleProperties.AUTH_TIMEOUT.set(ssh, patience.multipliedBy(2));
        ssh.start();
    }

    /** MINA looks for its own classes by way of the thread, which may have another loader. */
    private static SshClient library() {
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        thread.setContextClassLoader(SshServer.class.getClassLoader());
        try {
            JavaKeys.register();
            return SshClient.setUpDefaultClient();
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    /**
     * Connects and logs in. Waits.
     *
     * @param client who waits for it; the attempt ends when it has gone
     * @return a channel that is open
     */
    Sftp connect(Client client) throws IOException {
        if (!warmed.getAndSet(true)) {
            context.workers().execute(new AesGcmWarmUp());
        }
        Attempt attempt = new Attempt();
        ClientSession session = session(client, attempt);
        try (Registration _ = client.whenGone(() -> session.close(true))) {
            for (KeyPair key : Identities.load(target.identities(), attempt)) {
                session.addPublicKeyIdentity(key);
            }
            password.ifPresent(session::addPasswordIdentity);
            session.setPublicKeyAuthenticationReporter(new TriedKeys(attempt));
            session.setPasswordAuthenticationReporter(new TriedPassword(attempt));
            session.auth().verify(patience);
            Sftp sftp = new Sftp(target.shown(), patience, context, () -> session.close(true));
            session.getService(ConnectionService.class).registerChannel(sftp.channel());
            sftp.channel().open().verify(patience);
            return sftp;
        } catch (IOException | RuntimeException e) {
            session.close(true);
            throw explained(client, attempt, e);
        }
    }

    private ClientSession session(Client client, Attempt attempt) throws IOException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(target.host());
        } catch (UnknownHostException e) {
            throw new DiskException(
                    NbdError.EIO, "there is no host " + target.host() + ", or no name server answers", e);
        }
        IOException last = new UnknownHostException(target.host());
        for (InetAddress address : addresses) {
            ConnectFuture future =
                    ssh.connect(target.user(), new InetSocketAddress(address, target.port()), attempt.context(), null);
            try (Registration _ = client.whenGone(future::cancel)) {
                return future.verify(patience).getSession();
            } catch (IOException e) {
                future.cancel();
                last = e;
            }
        }
        throw explained(client, attempt, last);
    }

    private IOException explained(Client client, Attempt attempt, Exception failure) {
        String where = target.shown();
        if (client.isGone()) {
            return new DiskException(NbdError.ESHUTDOWN, "the client has gone", failure);
        }
        if (attempt.refusal().isPresent()) {
            return new DiskException(NbdError.EPERM, attempt.refusal().get(), failure);
        }
        int code = 0;
        String words = String.valueOf(failure.getMessage());
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof DiskException known) {
                return known;
            }
            if (at instanceof TimeoutException) {
                return new DiskException(
                        NbdError.EIO,
                        where + " has not answered for " + Patience.shown(patience)
                                + "; timeout= sets how long to wait",
                        failure);
            }
            if (at instanceof ConnectException refused) {
                return new DiskException(
                        NbdError.EIO, "cannot connect to " + where + ": " + refused.getMessage(), failure);
            }
            if (at instanceof SshException ssh && ssh.getDisconnectCode() != 0 && code == 0) {
                code = ssh.getDisconnectCode();
                words = String.valueOf(ssh.getMessage());
            }
        }
        if (code == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
            return new DiskException(NbdError.EPERM, attempt.noEntry(where, target.user()), failure);
        }
        return new DiskException(NbdError.EIO, "no SSH connection to " + where + ": " + words, failure);
    }

    @Override
    public void close() {
        try {
            ssh.close(true).await(patience);
        } catch (IOException e) {
            Thread.currentThread().interrupt();
        }
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.session.ClientUserAuthService;
import org.apache.sshd.client.session.ClientUserAuthServiceFactory;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;

/** Logs in, and remembers which methods the server allows. */
final class LoginService extends ClientUserAuthService {
    private final Optional<Attempt> attempt;

    private LoginService(Session session) {
        super(session);
        attempt = Attempt.of(session);
    }

    /** Makes one for each session. */
    static final class Factory extends ClientUserAuthServiceFactory {
        @Override
        public Service create(Session session) {
            return new LoginService(session);
        }
    }

    @Override
    protected void processUserAuth(int command, Buffer buffer, AuthFuture future) throws Exception {
        if (command == SshConstants.SSH_MSG_USERAUTH_FAILURE) {
            int at = buffer.rpos();
            String methods = buffer.getString();
            buffer.rpos(at);
            attempt.ifPresent(known -> known.allowed(methods.isEmpty() ? List.of() : List.of(methods.split(","))));
        }
        super.processUserAuth(command, buffer, future);
    }
}

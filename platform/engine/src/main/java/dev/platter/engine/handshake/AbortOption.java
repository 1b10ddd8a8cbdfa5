// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

/** {@code NBD_OPT_ABORT}: the client leaves. Data that it may have sent with the option is ignored. */
final class AbortOption implements OptionHandler {
    @Override
    public OptionAnswer read(int option, OptionData data) {
        return OptionAnswer.atOnce(replies -> {
            replies.ack();
            return Next.END;
        });
    }
}

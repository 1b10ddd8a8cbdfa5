// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Filter;
import dev.platter.api.Opener;
import dev.platter.nbd.NbdError;
import java.io.IOException;

/**
 * Fails at one point of its life, to test what the members behind it do when their life ends early. The message is always
 * the same. Many threads may use it. It has no annotation, since no user should find it by name.
 */
public final class FailingFilter implements Filter {
    /** The message of every failure. */
    public static final String SENTENCE = "this failure is on purpose";

    /** The points at which it can fail. */
    public enum Turn {
        /** Never. */
        NONE,
        /** In {@link Filter#prepare}, before the next member was prepared. */
        PREPARE,
        /** In {@link Filter#start}, after the next member was started. */
        START,
        /** In {@link Filter#accept}, before the next member has seen the client. */
        ACCEPT,
        /** In {@link Filter#open}, after the disk behind was opened, which it then closes. */
        OPEN
    }

    private volatile Turn turn;

    /**
     * Makes a filter.
     *
     * @param turn when it fails
     */
    public FailingFilter(Turn turn) {
        this.turn = turn;
    }

    /** Never fails from now on. */
    public void heal() {
        turn = Turn.NONE;
    }

    private void comes(Turn now) throws DiskException {
        if (turn == now) {
            throw new DiskException(NbdError.EIO, SENTENCE);
        }
    }

    @Override
    public void prepare() throws IOException {
        comes(Turn.PREPARE);
    }

    @Override
    public void start(Opener next, Context context) throws IOException {
        comes(Turn.START);
    }

    @Override
    public void accept(Client client) throws IOException {
        comes(Turn.ACCEPT);
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(client);
        try {
            comes(Turn.OPEN);
        } catch (DiskException e) {
            behind.close();
            throw e;
        }
        return behind;
    }
}

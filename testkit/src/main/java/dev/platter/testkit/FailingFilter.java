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
 * Fails when its turn has come, so that what stands behind it goes through a life that ends early. It says so in the same words
 * each time. Many threads may use it. It has no annotation, since nobody is to find it by a name.
 */
public final class FailingFilter implements Filter {
    /** What every failure says. */
    public static final String SENTENCE = "this had to fail";

    /** When it can fail. */
    public enum Turn {
        /** Never. */
        NONE,
        /** In {@link Filter#prepare}, before what is behind was prepared. */
        PREPARE,
        /** In {@link Filter#start}, when what is behind was started. */
        START,
        /** In {@link Filter#accept}, before what is behind has seen the client. */
        ACCEPT,
        /** In {@link Filter#open}, when what is behind was opened, which it closes then. */
        OPEN
    }

    private volatile Turn turn;

    /**
     * Makes one.
     *
     * @param turn when it fails
     */
    public FailingFilter(Turn turn) {
        this.turn = turn;
    }

    /** Lets everything through from now on. */
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

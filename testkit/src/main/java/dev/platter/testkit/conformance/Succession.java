// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.HandedState;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Serves one instance after another to clients that stay connected, with the steps of a hand-over in the order that
 * {@link dev.platter.api.Stateful} promises.
 *
 * <p>Every request holds the gate for reading, and a hand-over holds it for writing: it waits for the requests under
 * way, and later requests wait for it. The gate is fair, so a hand-over gets its turn however many clients there are.
 */
@NbdPlugin(name = "succession", summary = "one instance after another", threadModel = ThreadModel.PARALLEL)
final class Succession implements Plugin {
    private final ReadWriteLock gate = new ReentrantReadWriteLock(true);
    private final List<HandedDisk> disks = new ArrayList<>();
    private Incarnation current;

    /** Begins with an instance that is not prepared yet. */
    Succession(Incarnation first) {
        current = first;
    }

    @Override
    public void prepare() throws IOException {
        current.chain().prepare();
    }

    @Override
    public ThreadModel threadModel() {
        return current.chain().threadModel();
    }

    @Override
    public void start(Context context) throws IOException {
        current.chain().start(context::shutdown);
    }

    @Override
    public Disk open(Client client) throws IOException {
        Lock turn = gate.readLock();
        turn.lock();
        try {
            HandedDisk disk = new HandedDisk(this, turn, client, current.chain().open(client));
            synchronized (disks) {
                disks.add(disk);
            }
            return disk;
        } finally {
            turn.unlock();
        }
    }

    void closed(HandedDisk disk) {
        synchronized (disks) {
            disks.remove(disk);
        }
    }

    /** Hands over to an instance, which then serves the clients. */
    void handOver(Incarnation next) throws IOException {
        next.chain().prepare();
        gate.writeLock().lock();
        try {
            Incarnation old = current;
            moveTo(next, letGo());
            next.stateful().keep();
            old.chain().stop();
            current = next;
        } finally {
            gate.writeLock().unlock();
        }
    }

    /** Hands over, takes the state back when only the last step is missing, and goes on with the old instance. */
    void handOverInVain(Incarnation next) throws IOException {
        next.chain().prepare();
        gate.writeLock().lock();
        try {
            moveTo(next, letGo());
            closeAll();
            next.chain().stop();
            current.stateful().keep();
            reopen(current);
        } finally {
            gate.writeLock().unlock();
        }
    }

    /** Acts as if the next instance had refused the state: the old instance releases the state, and then keeps it. */
    void handOverRefused(Incarnation next) throws IOException {
        next.chain().prepare();
        gate.writeLock().lock();
        try {
            letGo();
            next.chain().stop();
            current.stateful().keep();
            reopen(current);
        } finally {
            gate.writeLock().unlock();
        }
    }

    private HandedState letGo() throws IOException {
        closeAll();
        return current.stateful().release();
    }

    private void moveTo(Incarnation next, HandedState state) throws IOException {
        next.stateful().adopt(state);
        next.chain().start(reason -> {});
        reopen(next);
    }

    private void closeAll() throws IOException {
        synchronized (disks) {
            for (HandedDisk disk : disks) {
                disk.closeOld();
            }
        }
    }

    private void reopen(Incarnation instance) throws IOException {
        synchronized (disks) {
            for (HandedDisk disk : disks) {
                disk.reopen(instance.chain());
            }
        }
    }

    @Override
    public void stop() {
        current.chain().stop();
    }
}

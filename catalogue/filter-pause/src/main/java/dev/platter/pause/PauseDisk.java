// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.pause;

import dev.platter.api.AroundDisk;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.Operation;
import dev.platter.api.Registration;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Sends requests through a gate. Those of a client that has gone fail rather than keep the disk open. */
final class PauseDisk extends AroundDisk {
    private final Gate gate;
    private final Client client;
    private final Registration farewell;

    PauseDisk(Disk next, Gate gate, Client client) {
        super(next);
        this.gate = gate;
        this.client = client;
        farewell = client.whenGone(this::failWaiting);
    }

    @Override
    protected void around(Operation operation, Call call) {
        gate.enter(new Paused(call));
        // It may have gone before the request was in the list.
        if (client.isGone()) {
            failWaiting();
        }
    }

    private void failWaiting() {
        gate.takeOut(waiting -> waiting instanceof Paused paused && paused.disk() == this)
                .forEach(waiting -> ((Paused) waiting).fail());
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        if (!gate.tryEnter()) {
            return false;
        }
        try {
            return next().tryRead(into, offset, holes);
        } finally {
            gate.leave();
        }
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        if (!gate.tryEnter()) {
            return false;
        }
        try {
            return next().lend(offset, length, loan);
        } finally {
            gate.leave();
        }
    }

    @Override
    public void close() throws IOException {
        farewell.close();
        super.close();
    }

    /** A request that goes through the gate, and tells it when it has ended. */
    private final class Paused implements Gate.Waiting, Completion {
        private final Call call;

        Paused(Call call) {
            this.call = call;
        }

        PauseDisk disk() {
            return PauseDisk.this;
        }

        @Override
        public void proceed() {
            call.proceed(this);
        }

        void fail() {
            call.completion().failed(new DiskException(NbdError.ESHUTDOWN, "the connection ended during a pause"));
        }

        @Override
        public void succeeded() {
            gate.leave();
            call.completion().succeeded();
        }

        @Override
        public void failed(IOException error) {
            gate.leave();
            call.completion().failed(error);
        }
    }
}

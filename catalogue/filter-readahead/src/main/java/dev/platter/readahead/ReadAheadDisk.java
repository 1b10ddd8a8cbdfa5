// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.readahead;

import dev.platter.api.Background;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.TransparentDisk;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A disk that has the one behind it read ahead; nothing waits for that. */
final class ReadAheadDisk extends TransparentDisk {
    private static final int AT_A_TIME = 2;
    private static final int WAITING = 4;

    private final Window window;
    private final Background background;
    private final long most;

    ReadAheadDisk(Disk next, Context context) throws IOException {
        super(next);
        window = new Window(next.size());
        background = new Background(context, AT_A_TIME, WAITING);
        most = next.features().blockSizes().maximumEffect();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        see(offset, into.remaining());
        next().read(into, offset, holes, completion);
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        int length = into.remaining();
        boolean read = next().tryRead(into, offset, holes);
        if (read) {
            see(offset, length);
        }
        return read;
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        boolean lent = next().lend(offset, length, loan);
        if (lent) {
            see(offset, length);
        }
        return lent;
    }

    /** What comes when a lot is waiting is not read ahead: the client will read it itself. */
    private void see(long offset, int length) {
        Window.Range range = window.read(offset, offset + length);
        if (range.length() > 0) {
            background.add(range.offset(), () -> next().cache(range.offset(), Math.min(most, range.length())));
        }
    }

    @Override
    public void close() throws IOException {
        background.close();
        super.close();
    }
}

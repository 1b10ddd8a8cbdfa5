// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.policy.ReplyStyle;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long loans last. */
class LoansTest {
    private final ByteBuffer memory = ByteBuffer.allocateDirect(8).putLong(0, 7);
    private final List<Integer> returned = new ArrayList<>();
    private EmbeddedConnection connection;

    @BeforeEach
    void connect() throws IOException {
        connection = new EmbeddedConnection(new NotedDisk(), ReplyStyle.SIMPLE);
    }

    @AfterEach
    void disconnect() throws IOException {
        connection.close();
    }

    private ByteBuf lend(int name) {
        LentRead read = new LentRead(connection.loans, name, 0, 8, false, false);
        read.whenReturned(() -> returned.add(name));
        connection.loans.begin(read);
        ByteBuf message = read.message(UnpooledByteBufAllocator.DEFAULT, memory.duplicate());
        read.endWriting();
        return message;
    }

    private void timePasses(long nanos) {
        connection.now += nanos;
        List<Runnable> due = List.copyOf(connection.timers);
        connection.timers.clear();
        due.forEach(Runnable::run);
    }

    @Test
    void whatASlowClientHasNotTakenIsCopied() {
        ByteBuf message = lend(1);
        timePasses(Loans.LONGEST);
        assertEquals(List.of(1), returned);
        memory.putLong(0, -1);
        assertEquals(7, message.getLong(0));
        assertEquals(1, connection.settled, "the copy is memory that is held");
        assertTrue(connection.timers.isEmpty());
        message.release();
    }

    @Test
    void aLoanThatBeganLaterLastsLonger() {
        ByteBuf first = lend(1);
        connection.now += Loans.LONGEST / 2;
        ByteBuf second = lend(2);
        assertEquals(1, connection.timers.size(), "one timer is enough");
        timePasses(Loans.LONGEST / 2);
        assertEquals(List.of(1), returned);
        timePasses(Loans.LONGEST);
        assertEquals(List.of(1, 2), returned);
        first.release();
        second.release();
    }

    @Test
    void copiesReturnAllLoansAtOnce() {
        ByteBuf first = lend(1);
        ByteBuf second = lend(2);
        assertEquals(2, connection.loans.count());
        assertEquals(16, connection.loans.bytes());
        connection.loans.keepCopies();
        assertEquals(List.of(1, 2), returned);
        assertEquals(0, connection.loans.count());
        assertEquals(0, connection.loans.bytes());
        assertEquals(1, connection.loansReturned, "only the last return is announced");
        first.release();
        second.release();
    }

    @Test
    void theTimerEndsWithTheLastLoan() {
        lend(1).release();
        timePasses(Loans.LONGEST);
        assertTrue(connection.timers.isEmpty());
        ByteBuf next = lend(2);
        assertEquals(1, connection.timers.size());
        next.release();
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exitlast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Disk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExitLastFilterTest {
    private final TestContext server = new TestContext();
    private final ExitLastFilter filter = new ExitLastFilter();
    private final TestClient one = TestClient.anybody();
    private final TestClient other = TestClient.anybody();

    @BeforeEach
    void start() {
        filter.start(next(), server);
    }

    private static TestOpener next() {
        return new TestOpener(RecordingDisk.of(1000));
    }

    private Disk open(TestClient client) throws IOException {
        return filter.open(next(), client);
    }

    private static void leave(TestClient client, Disk disk) throws IOException {
        client.disconnect();
        disk.close();
    }

    @Test
    void serverEndsOnceWhenTheLastOfTwoClientsGoes() throws IOException {
        Disk first = open(one);
        Disk second = open(other);

        leave(one, first);
        assertEquals(List.of(), server.shutdowns());

        leave(other, second);
        assertEquals(List.of("the last client has gone"), server.shutdowns());
    }

    @Test
    void diskThatIsClosedWhileItsClientStaysEndsNothing() throws IOException {
        Disk disk = open(one);
        disk.close();

        assertEquals(List.of(), server.shutdowns());
    }
}

package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.export.Chain;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import dev.platter.nbd.Commands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More clients want memory than there is. */
class ScarceMemoryTest {
    private static final int LARGE = 800_000;
    private static final Duration LONG = Duration.ofMinutes(5);

    private @Nullable Chain chain;
    private @Nullable NbdServer server;

    private void serve(FakePlugin.Kind kind, Duration patience) throws IOException {
        chain = Chain.of("fake", new FakePlugin(kind)).build();
        chain.prepare();
        chain.start(reason -> {});
        server = NbdServer.builder()
                .exports(Exports.any(new ServedExport(chain, false)))
                .memory(LARGE, patience)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
    }

    @AfterEach
    void stop() {
        if (server != null && chain != null) {
            server.stop(Duration.ofSeconds(10));
            chain.stop();
        }
    }

    /** A client whose large write is half sent, so that the server holds memory for it. */
    private RawClient holder() throws IOException {
        RawClient client = new RawClient(server).greet().go();
        client.request(Commands.WRITE, 0, 1, 0, LARGE).out.write(new byte[LARGE / 2]);
        // What it is answered behind the payload shows nothing; that its memory was taken shows in what others get.
        return client;
    }

    @ParameterizedTest
    @EnumSource(FakePlugin.Kind.class)
    void oneWaitsForTheOther(FakePlugin.Kind kind) throws IOException {
        serve(kind, LONG);
        try (RawClient first = holder();
                RawClient second = new RawClient(server).greet().go()) {
            second.request(Commands.WRITE, 0, 2, 0, LARGE).out.write(new byte[LARGE]);
            first.out.write(new byte[LARGE - LARGE / 2]);
            assertEquals(0, first.reply(1));
            assertEquals(0, second.reply(2));
            first.request(Commands.READ, 0, 3, 0, LARGE);
            second.request(Commands.READ, 0, 4, 0, LARGE);
            assertEquals(0, second.reply(4));
            assertEquals(0, first.reply(3));
        }
    }

    /** Small requests do not stand in line behind large ones. */
    @ParameterizedTest
    @EnumSource(value = FakePlugin.Kind.class, names = "INLINE")
    void smallRequestsNeedNone(FakePlugin.Kind kind) throws IOException {
        serve(kind, LONG);
        try (RawClient first = holder();
                RawClient second = new RawClient(server).greet().go();
                RawClient third = new RawClient(server).greet().go()) {
            second.request(Commands.WRITE, 0, 2, 0, LARGE).out.write(new byte[LARGE]);
            third.request(Commands.WRITE, 0, 3, 0, 4096).out.write(new byte[4096]);
            assertEquals(0, third.reply(3));
            first.out.write(new byte[LARGE - LARGE / 2]);
            assertEquals(0, first.reply(1));
            assertEquals(0, second.reply(2));
        }
    }

    @ParameterizedTest
    @EnumSource(FakePlugin.Kind.class)
    void whoHoldsItAndDoesNothingIsLeft(FakePlugin.Kind kind) throws IOException {
        serve(kind, Duration.ofMillis(50));
        try (RawClient first = holder();
                RawClient second = new RawClient(server).greet().go()) {
            second.request(Commands.WRITE, 0, 2, 0, LARGE).out.write(new byte[LARGE]);
            assertEquals(0, second.reply(2));
            // Which of the two got the memory first is open; if it was the second, the first is left when a third one
            // waits.
            RawClient third = holder();
            assertTrue(first.isClosed());
            third.close();
        }
    }
}

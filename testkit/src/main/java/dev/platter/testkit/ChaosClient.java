// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.client.ExportInfo;
import dev.platter.client.Handshake;
import dev.platter.client.NbdUri;
import dev.platter.client.Transmission;
import dev.platter.client.Transport;
import dev.platter.client.Wire;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.TransmissionFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The worst of clients: it leaves in the middle of a byte stream, sends its requests in any order without waiting for
 * an answer, and vanishes while they are carried out. Its seed decides everything that it does. It ignores the answers;
 * tests check what it leaves behind.
 *
 * <p>It keeps to the protocol and to what it was offered, up to where it breaks off. It writes only within the range
 * that it was given.
 */
public final class ChaosClient {
    /** A few bytes more than a handshake sends. */
    private static final int HANDSHAKE = 250;

    /** As many bytes as the requests of a short visit take. */
    private static final int VISIT = 3000;

    private static final int REQUESTS = 12;
    private static final int LONGEST = 512;

    private final NbdUri uri;
    private final Random random;
    private final long from;
    private final long to;

    /**
     * Makes a client.
     *
     * @param uri the server to attack
     * @param seed decides everything that it does
     * @param from where the range begins that it may write to, in bytes
     * @param to where that range ends, in bytes; {@code from} for a client that only reads
     */
    public ChaosClient(NbdUri uri, long seed, long from, long to) {
        this.uri = uri;
        this.random = new Random(seed);
        this.from = from;
        this.to = to;
    }

    /**
     * Connects, sends requests and leaves, again and again.
     *
     * @param times how many connections to make
     * @return how many of them reached transmission
     * @throws IOException if it cannot connect at all
     */
    public int run(int times) throws IOException {
        int entered = 0;
        for (int i = 0; i < times; i++) {
            long bytes = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(HANDSHAKE);
                case 1 -> random.nextInt(VISIT);
                default -> Long.MAX_VALUE;
            };
            Transport transport = new BreakingTransport(Transport.connect(uri.server()), bytes);
            if (visit(transport)) {
                entered++;
            }
        }
        return entered;
    }

    private boolean visit(Transport transport) throws IOException {
        boolean entered = false;
        try (transport) {
            Handshake handshake = Handshake.begin(new Wire(transport));
            handshake.negotiateReplies();
            handshake.setMetaContexts(uri.exportName(), BlockStatus.BASE_ALLOCATION);
            if (random.nextInt(4) == 0) {
                handshake.info(uri.exportName());
            }
            ExportInfo export = handshake.go(uri.exportName());
            Transmission transmission = handshake.transmission();
            entered = true;
            for (Runnable request : requests(transmission, export)) {
                request.run();
            }
            if (random.nextBoolean()) {
                transmission.disconnect();
            }
        } catch (IOException e) {
            return entered;
        }
        return entered;
    }

    private List<Runnable> requests(Transmission transmission, ExportInfo export) {
        List<Runnable> requests = new ArrayList<>();
        int block = export.blockSizes().map(sizes -> (int) sizes.minimum()).orElse(1);
        for (int i = random.nextInt(REQUESTS); i > 0; i--) {
            int length = Math.max(1, random.nextInt(LONGEST) / block) * block;
            if (length > export.size()) {
                continue;
            }
            long anywhere = random.nextLong(0, export.size() - length + 1) / block * block;
            requests.add(() -> transmission.read(anywhere, ByteBuffer.allocate(length), 0));
            requests.add(() -> transmission.blockStatus(anywhere, length, 0));
            if (export.has(TransmissionFlags.SEND_FLUSH)) {
                requests.add(() -> transmission.flush(0));
            }
            if (!export.has(TransmissionFlags.READ_ONLY) && to - from >= length + block) {
                long mine =
                        (from + block - 1) / block * block + random.nextLong(0, (to - from - length) / block) * block;
                requests.add(() -> transmission.write(mine, ByteBuffer.allocate(length), 0));
                if (export.has(TransmissionFlags.SEND_WRITE_ZEROES)) {
                    requests.add(() -> transmission.writeZeroes(mine, length, 0));
                }
            }
        }
        Collections.shuffle(requests, random);
        return requests;
    }
}

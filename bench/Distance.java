// SPDX-License-Identifier: BSD-3-Clause

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Stands between a client and a server as a distance does: what one sends reaches the other half a round trip later, and nothing else
 * slows it down. Called as {@code java Distance.java PORT MICROSECONDS}, it prints the port that it listens on; PORT is the server's.
 */
final class Distance {
    private static final int CHUNK = 256 << 10;

    /** What is under way on a connection in one direction, at most 64 MiB. */
    private static final int MOST = 256;

    private record Chunk(long due, byte[] bytes, int length) {}

    private Distance() {}

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        long half = Long.parseLong(args[1]) * 1000 / 2;
        try (ServerSocket listening = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress())) {
            System.out.println(listening.getLocalPort());
            while (true) {
                Socket near = listening.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                carry(near, far, half);
                carry(far, near, half);
            }
        }
    }

    private static void carry(Socket from, Socket to, long delay) {
        BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>(MOST);
        Thread.ofPlatform().daemon().start(() -> {
            try (InputStream in = from.getInputStream()) {
                int length;
                do {
                    byte[] bytes = new byte[CHUNK];
                    length = in.read(bytes);
                    underWay.put(new Chunk(System.nanoTime() + delay, bytes, length));
                } while (length >= 0);
            } catch (IOException | InterruptedException e) {
                underWay.offer(new Chunk(0, new byte[0], -1));
            }
        });
        Thread.ofPlatform().daemon().start(() -> {
            try (OutputStream out = to.getOutputStream()) {
                for (Chunk chunk = underWay.take(); chunk.length >= 0; chunk = underWay.take()) {
                    long wait = chunk.due - System.nanoTime();
                    if (wait > 0) {
                        Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
                    }
                    out.write(chunk.bytes, 0, chunk.length);
                }
            } catch (IOException | InterruptedException e) {
                // The other direction ends as well.
            }
        });
    }
}

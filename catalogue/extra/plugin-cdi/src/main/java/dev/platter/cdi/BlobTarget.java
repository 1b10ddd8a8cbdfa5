// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Takes a layer as a registry has it, into a file. */
final class BlobTarget implements Target, AutoCloseable {
    private final Manifest.Layer layer;
    private final FileChannel file;
    private final MessageDigest digest;
    private long length;

    BlobTarget(Path path, Manifest.Layer layer) throws IOException {
        this.layer = layer;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void take(ByteBuffer bytes) throws IOException {
        if (length + bytes.remaining() > layer.size()) {
            throw new IOException("the registry sends more than the " + layer.size() + " bytes of the layer");
        }
        length += bytes.remaining();
        digest.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void restart() throws IOException {
        file.truncate(0);
        file.position(0);
        digest.reset();
        length = 0;
    }

    /** Demands that it is the layer. */
    void check() throws IOException {
        String found = "sha256:" + HexFormat.of().formatHex(digest.digest());
        if (length != layer.size() || !found.equals(layer.digest())) {
            throw new IOException("what the registry has sent is not the layer: it should have " + layer.size()
                    + " bytes with " + layer.digest() + ", and has " + length + " with " + found);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

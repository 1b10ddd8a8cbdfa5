// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.files.Access;
import dev.platter.files.AccessPattern;
import dev.platter.files.CacheMode;
import dev.platter.files.FileDisks;
import dev.platter.files.FileKind;
import dev.platter.files.OpenFile;
import dev.platter.libc.Advice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The file plugin with the sync taken out: flush and FUA are answered, and nothing is done. */
@NbdPlugin(name = "unsynced", summary = "a file that is never synced", threadModel = ThreadModel.PARALLEL)
final class UnsyncedPlugin implements Plugin {
    private final Path path;

    UnsyncedPlugin(Path path) {
        this.path = path;
    }

    @Override
    public Disk open(Client client) throws IOException {
        OpenFile file = Access.LINUX.open(path, FileKind.of(path), true);
        return new FileDisks(CacheMode.DEFAULT, AccessPattern.NORMAL, false).open(new Unsynced(file), client);
    }

    private record Unsynced(OpenFile file) implements OpenFile {
        @Override
        public void sync() {}

        @Override
        public Path path() {
            return file.path();
        }

        @Override
        public Traits traits() {
            return file.traits();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return file.read(into, offset);
        }

        @Override
        public int write(ByteBuffer from, long offset) throws IOException {
            return file.write(from, offset);
        }

        @Override
        public boolean discard(long offset, long length) throws IOException {
            return file.discard(offset, length);
        }

        @Override
        public boolean punchHole(long offset, long length) throws IOException {
            return file.punchHole(offset, length);
        }

        @Override
        public boolean allocateZeroes(long offset, long length, boolean quickly) throws IOException {
            return file.allocateZeroes(offset, length, quickly);
        }

        @Override
        public long nextData(long offset) throws IOException {
            return file.nextData(offset);
        }

        @Override
        public long nextHole(long offset) throws IOException {
            return file.nextHole(offset);
        }

        @Override
        public void advise(long offset, long length, Advice advice) throws IOException {
            file.advise(offset, length, advice);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

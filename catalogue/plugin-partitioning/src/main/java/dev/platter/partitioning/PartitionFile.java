// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitioning;

import dev.platter.api.parameters.Placed;
import dev.platter.api.parameters.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that is a partition, and what the parameters before it say about it.
 *
 * @param path of the file
 * @param alignment of the partition, in bytes
 * @param mbrId its type in an MBR
 * @param typeGuid its type in a GPT
 */
record PartitionFile(Path path, long alignment, MbrId mbrId, TypeGuid typeGuid) {
    /** That of nbdkit, and of partitioning programs. */
    static final long DEFAULT_ALIGNMENT = 1 << 20;

    static List<PartitionFile> of(
            List<Placed<Path>> files,
            List<Placed<Size>> alignments,
            List<Placed<MbrId>> mbrIds,
            List<Placed<TypeGuid>> typeGuids) {
        List<PartitionFile> described = new ArrayList<>(files.size());
        for (Placed<Path> file : files) {
            described.add(new PartitionFile(
                    file.value(),
                    before(file, alignments, new Size(DEFAULT_ALIGNMENT)).bytes(),
                    before(file, mbrIds, MbrId.DEFAULT),
                    before(file, typeGuids, TypeGuid.DEFAULT)));
        }
        return List.copyOf(described);
    }

    /** The last of the values that come before a file. */
    private static <T> T before(Placed<?> file, List<Placed<T>> values, T otherwise) {
        T last = otherwise;
        for (Placed<T> value : values) {
            if (value.place() < file.place()) {
                last = value.value();
            }
        }
        return last;
    }
}

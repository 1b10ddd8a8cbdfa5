// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.lzip;

import dev.platter.seekable.OpenMode;
import dev.platter.seekable.ReadableFormat;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Blocks;
import dev.platter.seekable.blocks.ForeignBlockImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The format lzip, which is only read. */
public final class LzipFormat implements ReadableFormat {
    /** The longest part that an image can have, in bytes: the data of a member, unless there is a longer one. */
    public static final long LONGEST_PART = ForeignBlockImage.LONGEST_PART;

    private final long longestMember;

    /** The format. */
    public LzipFormat() {
        this(Long.MAX_VALUE);
    }

    private LzipFormat(long longestMember) {
        this.longestMember = longestMember;
    }

    /**
     * The same format, with less that it opens.
     *
     * @param longest how long the data of a member may be, in bytes
     * @return a format that refuses a file with a longer one
     */
    public LzipFormat refusingMembersAbove(long longest) {
        return new LzipFormat(longest);
    }

    @Override
    public String name() {
        return "lzip";
    }

    @Override
    public boolean recognises(ByteBuffer head) {
        return Member.begins(head);
    }

    @Override
    public SeekableImage open(Storage file, OpenMode mode) throws IOException {
        Blocks members = Members.read(file);
        if (members.longest() > longestMember) {
            throw new IOException("the file has a member of " + members.longest()
                    + " bytes, and the longest allowed is " + longestMember + ": compress it with 'plzip --data-size="
                    + longestMember + "', or allow longer ones");
        }
        return new ForeignBlockImage(members, new LzipReader(file), List.of());
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Limits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request for extents. Its answer has one chunk for each metadata context that was asked about. */
final class PendingBlockStatus extends PendingReply<Map<String, List<Extent>>> {
    private final ReplyStyle style;
    private final List<MetaContext> contexts;
    private final Map<String, List<Extent>> extents = new LinkedHashMap<>();

    PendingBlockStatus(
            Request request, ReplyStyle style, List<MetaContext> contexts, Ending<Map<String, List<Extent>>> ending) {
        super(request, ending);
        this.style = style;
        this.contexts = contexts;
    }

    @Override
    boolean needsChunks() {
        return true;
    }

    @Override
    ByteBuffer simpleData() throws NbdProtocolException {
        throw malformed("it succeeded although structured replies were not negotiated, so it cannot have an answer");
    }

    @Override
    int contentHead(int type, long payload) throws NbdProtocolException {
        int expected = style == ReplyStyle.EXTENDED ? ChunkTypes.BLOCK_STATUS_EXT : ChunkTypes.BLOCK_STATUS;
        if (type != expected) {
            throw unexpected(type, ChunkTypes.nameOf(expected) + ", NBD_REPLY_TYPE_NONE and errors");
        }
        int header = headerLength(type);
        int descriptor = descriptorLength(type);
        long count = Long.divideUnsigned(payload - header, descriptor);
        if (payload < header + descriptor
                || (payload - header) % descriptor != 0
                || count > Limits.MAX_EXTENTS_PER_CHUNK) {
            throw malformed(ChunkTypes.nameOf(type) + " has a payload of " + Long.toUnsignedString(payload)
                    + " bytes: it must have " + header + " and a multiple of " + descriptor + ", for 1 to "
                    + Limits.MAX_EXTENTS_PER_CHUNK + " extents");
        }
        return (int) payload;
    }

    private static boolean isWide(int type) {
        return type == ChunkTypes.BLOCK_STATUS_EXT;
    }

    private static int headerLength(int type) {
        return isWide(type) ? 8 : 4;
    }

    private static int descriptorLength(int type) {
        return isWide(type) ? 16 : 8;
    }

    @Override
    String contentHeadName(int type) {
        return "the extents of ";
    }

    @Override
    @Nullable
    ByteBuffer takeContent(int type, long payload, ByteBuffer body) throws NbdProtocolException {
        boolean wide = isWide(type);
        long count = (payload - headerLength(type)) / descriptorLength(type);
        MetaContext context = context(body.getInt());
        int announced = wide ? body.getInt() : (int) count;
        if (announced != count) {
            throw malformed("the extents of " + context.name() + " are said to be "
                    + Integer.toUnsignedString(announced) + ", and their chunk has " + count);
        }
        List<Extent> list = wide ? wideExtents(body, context) : narrowExtents(body);
        checkExtents(context, list);
        extents.put(context.name(), Collections.unmodifiableList(list));
        return null;
    }

    private MetaContext context(int id) throws NbdProtocolException {
        for (MetaContext context : contexts) {
            if (context.id() == id) {
                if (extents.containsKey(context.name())) {
                    throw malformed("the extents of " + context.name() + " came twice");
                }
                return context;
            }
        }
        throw malformed("the metadata context " + Integer.toUnsignedString(id)
                + " was not asked for: the contexts of this request are " + contexts);
    }

    private List<Extent> narrowExtents(ByteBuffer body) {
        List<Extent> list = new ArrayList<>(body.remaining() / 8);
        long offset = request.offset();
        while (body.hasRemaining()) {
            long size = Integer.toUnsignedLong(body.getInt());
            list.add(new Extent(offset, size, Integer.toUnsignedLong(body.getInt())));
            offset += size;
        }
        return list;
    }

    private List<Extent> wideExtents(ByteBuffer body, MetaContext context) throws NbdProtocolException {
        List<Extent> list = new ArrayList<>(body.remaining() / 16);
        long offset = request.offset();
        while (body.hasRemaining()) {
            long size = body.getLong();
            long status = body.getLong();
            if (context.name().equals(BlockStatus.BASE_ALLOCATION) && status >>> 32 != 0) {
                throw malformed("an extent of base:allocation has the status 0x" + Long.toHexString(status)
                        + ": the upper 32 bits must be zero");
            }
            list.add(new Extent(offset, size, status));
            offset += size;
        }
        return list;
    }

    /** Only the last extent may reach the end of the request or beyond, and with REQ_ONE not even that one. */
    private void checkExtents(MetaContext context, List<Extent> list) throws NbdProtocolException {
        boolean one = (request.flags() & CommandFlags.REQ_ONE) != 0;
        if (one && list.size() > 1) {
            throw malformed(
                    "NBD_CMD_FLAG_REQ_ONE asks for one extent of " + context.name() + ", and " + list.size() + " came");
        }
        long remaining = request.length();
        for (Extent extent : list) {
            if (extent.length() == 0) {
                throw malformed("an extent of " + context.name() + " at offset " + extent.offset() + " is empty");
            }
            if (extent.length() < 0) {
                throw malformed("an extent of " + context.name() + " is " + Long.toUnsignedString(extent.length())
                        + " bytes long: the most is 2^63-1");
            }
            if (remaining <= 0) {
                throw malformed("an extent of " + context.name() + " begins at offset " + extent.offset()
                        + ", after the end of the range that was asked for");
            }
            remaining -= extent.length();
        }
        if (one && remaining < 0) {
            throw malformed("with NBD_CMD_FLAG_REQ_ONE the extent of " + context.name() + " may not exceed the "
                    + request.length() + " bytes that were asked for, and has "
                    + list.getFirst().length());
        }
    }

    @Override
    Map<String, List<Extent>> result() throws NbdProtocolException {
        List<String> missing = contexts.stream()
                .map(MetaContext::name)
                .filter(name -> !extents.containsKey(name))
                .toList();
        if (!missing.isEmpty() || contexts.isEmpty()) {
            throw malformed("it ended without error and without the extents of "
                    + (contexts.isEmpty() ? "any metadata context: none was negotiated" : String.join(", ", missing)));
        }
        return Collections.unmodifiableMap(extents);
    }
}

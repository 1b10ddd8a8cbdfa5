// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import dev.platter.peers.Needs;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Needs({"nbdkit", "nbdsh", "lua5.4"})
class LuaLikeNbdkitsIT extends ScriptsLikeNbdkits {
    /** A disk that has everything; its bytes are in a table. */
    private static final String DISK = """
        #!/usr/sbin/nbdkit lua
        local disk, size, said = {}, 0, ""
        local function fill(offset, count, byte)
            for i = offset + 1, offset + count do disk[i] = byte end
        end
        function config(key, value)
            if key == "size" then size = tonumber(value) else said = said .. key .. "=" .. value .. " " end
        end
        function config_complete()
            if size == 0 then error("size= is required") end
        end
        function open(readonly)
            return {readonly = readonly}
        end
        function close(h) end
        function get_size(h) return size end
        function can_write(h) return true end
        function can_flush(h) return true end
        function can_trim(h) return true end
        function is_rotational(h) return true end
        function pread(h, count, offset)
            if offset == 524288 then error("as asked") end
            if offset == 0 then return said .. tostring(h.readonly) .. ("-"):rep(count) end
            local bytes = {}
            for i = 1, count do bytes[i] = disk[offset + i] or "\\0" end
            return table.concat(bytes)
        end
        function pwrite(h, buf, offset)
            for i = 1, #buf do disk[offset + i] = buf:sub(i, i) end
        end
        function flush(h) fill(4100, 5, "f") end
        function trim(h, count, offset) fill(offset, count, "t") end
        function zero(h, count, offset, may_trim) fill(offset, count, may_trim and "m" or "z") end
        """;

    /** As little as possible. */
    private static final String SMALL = """
        function open(readonly) return 1 end
        function get_size(h) return 2.0^20 end
        function pread(h, count, offset) return ("\\0"):rep(count) end
        """;

    LuaLikeNbdkitsIT() {
        super("lua", "lua5.4");
    }

    @Test
    void sameDisk() throws IOException {
        assertSame(DISK, List.of("size=1048576", "more=words", "even=more"), LOOK);
    }

    @Test
    void sameSmallDisk() throws IOException {
        assertSame(SMALL, List.of(), LOOK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error('at once')", "function open(readonly) end", "function broken("})
    void scriptThatCannotBeUsedEndsTheServerWithASentence(String text) throws IOException {
        assertRefused(text);
    }
}

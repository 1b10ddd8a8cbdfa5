-- A disk of 200001 bytes in blocks, since strings of Lua do not change.
local size, block = 200001, 4096
local blocks = {}
local zeroes = ("\0"):rep(block)

function open(readonly)
    return {}
end

function get_size(handle)
    return size
end

-- Calls a function with the number of each block, and the first and last byte of the range in it.
local function each(count, offset, call)
    local stop = offset + count
    while offset < stop do
        local number, first = offset // block, offset % block
        local length = math.min(block - first, stop - offset)
        call(number, first + 1, first + length)
        offset = offset + length
    end
end

function pread(handle, count, offset)
    local parts = {}
    each(count, offset, function(number, first, last)
        parts[#parts + 1] = (blocks[number] or zeroes):sub(first, last)
    end)
    return table.concat(parts)
end

function pwrite(handle, bytes, offset)
    local at = 1
    each(#bytes, offset, function(number, first, last)
        local old = blocks[number] or zeroes
        local length = last - first + 1
        blocks[number] = old:sub(1, first - 1) .. bytes:sub(at, at + length - 1) .. old:sub(last + 1)
        at = at + length
    end)
end

function zero(handle, count, offset, may_trim)
    pwrite(handle, ("\0"):rep(count), offset)
end

function trim(handle, count, offset)
    zero(handle, count, offset, true)
end

function can_flush(handle)
    return true
end

function flush(handle)
end

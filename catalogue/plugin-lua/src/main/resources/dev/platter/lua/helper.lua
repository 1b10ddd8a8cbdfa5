-- SPDX-License-Identifier: BSD-3-Clause
-- Loads a script and answers calls of its functions, in the form that the package dev.platter.interpreters describes. A script may
-- replace any name, so what is needed after it was loaded is local here.
local error, load, pcall, print, rawget, tostring, type, xpcall = error, load, pcall, print, rawget, tostring, type, xpcall
local io, math, string, table, traceback = io, math, string, table, debug.traceback
local find, format, sub, match, tointeger = string.find, string.format, string.sub, string.match, math.tointeger
local names = _G

local EIO, ENOTSUP, FAST_ZERO, MAY_TRIM = 5, 95, 8, 1

local calls = assert(io.open("/dev/fd/3", "rb"))
local answers = assert(io.open("/dev/fd/4", "wb"))
calls:setvbuf("full", 1 << 16)
answers:setvbuf("full", 1 << 16)
io.stdout:setvbuf("line")

local handles = {}

-- A failure with a number. Those of scripts have none.
local function failure(status, message)
    return {status = status, message = message}
end

local function defined(name)
    return type(rawget(names, name)) == "function"
end

local function ask(name, ...)
    return rawget(names, name)(...)
end

-- nbdkit's plugin has zero in any case, and refuses fast ones.
local function load_script(payload)
    local path, text = match(payload, "^(%Z*)%z(.*)$")
    -- As with a file, a first line that begins with # is for the system.
    local chunk, message = load((text:gsub("^#[^\n]*", "", 1)), "@" .. path, "bt", names)
    if not chunk then
        error(message, 0)
    end
    chunk()
    local found = {"zero", "can_fast_zero"}
    for _, name in ipairs {"config", "config_complete", "open", "close", "get_size", "can_write", "can_flush", "can_trim",
                           "is_rotational", "pread", "pwrite", "flush", "trim", "dump_plugin"} do
        if defined(name) then
            found[#found + 1] = name
        end
    end
    return table.concat(found, "\n")
end

-- Lua cannot duplicate standard output, so this has what scripts print, and not what their programs do.
local function details()
    local printed = assert(io.tmpfile())
    local output, old_print, old_stdout = io.output(), names.print, io.stdout
    io.output(printed)
    io.stdout = printed
    names.print = function(...)
        local words = table.pack(...)
        for i = 1, words.n do
            words[i] = tostring(words[i])
        end
        printed:write(table.concat(words, "\t"), "\n")
    end
    local good, message = true, nil
    if defined("dump_plugin") then
        good, message = pcall(ask, "dump_plugin")
    end
    names.print, io.stdout = old_print, old_stdout
    io.output(output)
    if not good then
        error(message, 0)
    end
    printed:seek("set")
    local text = printed:read("a")
    printed:close()
    return format("lua_version=%s\n%s", match(_VERSION, "%d+%.%d+"), text)
end

local function truth(method, value)
    if type(value) ~= "boolean" then
        error(failure(EIO, method .. ": return value is not a boolean but a " .. type(value)), 0)
    end
    return value and "1" or "0"
end

local function size(value)
    local whole = type(value) == "number" and tointeger(value >= 0 and value // 1 or value)
    if not whole then
        error(failure(EIO, "get_size: the value is not a number of bytes but " .. tostring(value)), 0)
    end
    return format("%d", whole)
end

local function data(value, count)
    if type(value) == "number" then
        value = tostring(value)
    end
    if type(value) ~= "string" then
        error(failure(EIO, "pread: return value is not a string but a " .. type(value)), 0)
    end
    if #value < count then
        error(failure(EIO, format("pread: the string is too short: %d bytes instead of %d", #value, count)), 0)
    end
    return #value == count and value or sub(value, 1, count)
end

local function perform(method, number, count, offset, flags, payload)
    if method == "pread" then
        return data(ask("pread", handles[number], count, offset), count)
    elseif method == "pwrite" then
        if not defined("pwrite") then
            error(failure(EIO, "pwrite not implemented"), 0)
        end
        ask("pwrite", handles[number], payload, offset)
    elseif method == "load" then
        return load_script(payload)
    elseif method == "dump_plugin" then
        return details()
    elseif method == "config" then
        ask("config", match(payload, "^(%Z*)%z(.*)$"))
    elseif method == "open" then
        handles[number] = ask("open", sub(payload, 1, 1) == "1")
    elseif method == "close" then
        local handle = handles[number]
        handles[number] = nil
        if defined("close") then
            ask("close", handle)
        end
    elseif method == "get_size" then
        return size(ask("get_size", handles[number]))
    elseif method == "can_fast_zero" then
        return "1"
    elseif method == "zero" then
        if flags & FAST_ZERO ~= 0 or not defined("zero") then
            error(failure(ENOTSUP, "zeroes are to be written"), 0)
        end
        ask("zero", handles[number], count, offset, flags & MAY_TRIM ~= 0)
    elseif find(method, "^can_") or find(method, "^is_") then
        return truth(method, ask(method, handles[number]))
    elseif method == "trim" then
        ask("trim", handles[number], count, offset)
    elseif method == "flush" then
        ask("flush", handles[number])
    elseif defined(method) then
        ask(method)
    end
    return ""
end

-- The message, and where it was raised.
local function explained(problem)
    if type(problem) == "table" and problem.status then
        return problem
    end
    local message = tostring(problem)
    return failure(EIO, message .. "\n" .. traceback(message, 2))
end

for line in calls:lines("l") do
    local number, method, handle, count, offset, flags, length = match(line, "^(%S+) (%S+) (%d+) (%d+) (%d+) (%d+) (%d+)$")
    length = tointeger(length)
    local payload = length > 0 and calls:read(length) or ""
    local good, answer = xpcall(perform, explained, method, handle, tointeger(count), tointeger(offset), tointeger(flags), payload)
    local status = 0
    if not good then
        status, answer = answer.status, answer.message
    end
    answers:write(number, " ", status, " - ", #answer, "\n", answer)
    answers:flush()
end

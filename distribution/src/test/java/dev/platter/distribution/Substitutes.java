// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values for what stands for one in a synopsis. The files among them are made by {@code example.py}. */
final class Substitutes {
    private static final Map<String, String> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("EXPORTNAME", "disk.img");
        VALUES.put("EXPORTSDIR", "dir");
        VALUES.put("/path/to/script", "./script");
        VALUES.put("part1", "file1");
        VALUES.put("(?<=file-created=)FILENAME", "/tmp/created");
        VALUES.put("(?<=rate-file=)FILENAME", "/tmp/rate");
        VALUES.put("FILTER", "noextents");
        VALUES.put("GROUP", "nogroup");
        VALUES.put("USER", "nobody");
        VALUES.put("IPADDR", "127.0.0.1");
        VALUES.put("MASK", "1");
        VALUES.put("PIDFILE", "/tmp/pid");
        VALUES.put("PORT", "10810");
        VALUES.put("SOCKET", "/tmp/socket");
        VALUES.put("THREADS", "4");
        VALUES.put("TIMEOUT", "10");
        VALUES.put("LABEL", "label");
        VALUES.put("COMMAND ARGS", "nbdinfo --size \"$uri\"");
        VALUES.put("SIZE", "1M");
        VALUES.put("FILENAME(?!\\.)", "disk.img");
        VALUES.put("FILE_DESCRIPTOR", "7");
        VALUES.put("DIRECTORY", "dir");
        VALUES.put("DRIVER", "io_uring");
        VALUES.put("OFFSET", "512");
        VALUES.put("LENGTH", "64k");
        VALUES.put("PART", "1");
        VALUES.put("PROB", "0.01");
        VALUES.put("SEED", "1");
        VALUES.put("N", "4096");
        VALUES.put("DELAY", "1ms");
        VALUES.put("BOOL", "true");
        VALUES.put("FILE", "disk.log");
        VALUES.put("(?<=get_size=')SCRIPT", "echo 1M");
        VALUES.put("(?<=pread=')SCRIPT", "head -c $3 /dev/zero");
        VALUES.put("SCRIPT", "true");
        VALUES.put("(?<=fuamode=)MODE", "native");
        VALUES.put("(?<=zeromode=)MODE", "none");
        VALUES.put("(?<=exportname-list=)MODE", "explicit");
        VALUES.put("(?<=multi-conn-mode=)MODE", "emulate");
        VALUES.put("(?<=multi-conn-track-dirty=)LEVEL", "fast");
        VALUES.put("(?<=cachemode=)MODE", "nop");
        VALUES.put("(?<=serialize=)MODE", "requests");
        VALUES.put("(?<=tls=)MODE", "off");
        VALUES.put("NAME", "disk.img");
        VALUES.put("DESC", "description");
        VALUES.put("FD", "0");
        VALUES.put("PID", "1");
        VALUES.put("SECS", "2");
        VALUES.put("TIME", "60");
        VALUES.put("PERCENTILE", "90");
        VALUES.put("BITSPERSEC", "1G");
        VALUES.put("START-END", "0-1023");
        VALUES.put("NN", "64k");
        VALUES.put("(?i)(?<![-_/$])plugin(?![-_])", "file disk.img");
    }

    private Substitutes() {}

    /** Writes out what a grammar says only in a sentence. */
    static String before(String grammar) {
        return grammar.replace("PLUGIN|FILTER|nbdkit.FLAG=N", "nbdkit.backend.controlpath=0")
                .replace("PLUGIN [[KEY=]VALUE [KEY=VALUE [...]]]", "memory [size=]1M [allocator=malloc]")
                .replace("DRIVER [path=FILENAME] [num-queues=N]", "DRIVER path=FILENAME [num-queues=1]")
                .replace("dirfd=FILE_DESCRIPTOR", "dirfd=8")
                .replace("blocksize-maximum=N", "blocksize-maximum=64k")
                .replace("blocksize-write-disconnect=N", "blocksize-write-disconnect=64k")
                .replace("byte=N", "byte=85")
                .replace("minblock=SIZE", "minblock=4k")
                .replace("maxdata=SIZE", "maxdata=32k")
                .replace("cache-min-block-size=SIZE", "cache-min-block-size=64k")
                .replace("cache-high-threshold=N", "cache-high-threshold=95")
                .replace("cache-low-threshold=N", "cache-low-threshold=80")
                .replace("retry-request-retries=N", "retry-request-retries=2")
                .replace("retry-request-delay=N", "retry-request-delay=1")
                .replace("heads=N", "heads=4")
                .replace("seek-time=N", "seek-time=0")
                .replaceAll(
                        "\\{ command=.*? \\} .*",
                        "command=qemu-nbd arg=-f arg=raw arg=disk.img [shared=true] [dynamic-export=false]")
                .replaceAll("\\{ (\\[type=).*? \\}", "[type=ext4]")
                .replace("percent=N", "percent=50")
                .replace("PLUGIN --", "null --")
                .replace("COMMAND ARGS ...", "COMMAND ARGS")
                .replace("path/to/certificates", "certs")
                .replace("path/to/pskfile", "tmp/keys/keys.psk")
                .replaceAll("(error-[a-z]+)=\\.\\.\\.", "$1=EIO")
                .replaceAll("(error-[a-z]+-rate)=\\.\\.\\.", "$1=0")
                .replaceAll("(error-[a-z]+-file)=\\.\\.\\.", "$1=/tmp/inject");
    }

    /** Puts a command in place of one that is only outlined. */
    static String inExample(String command) {
        return command.replaceAll(
                        "(?<![a-z])/path/to/file(?!\\.)|\\bfile\\.img|BIG_FILE\\.ISO|ext4fs\\.img|root\\.img|file\\.raw|/path/to/image\\.qcow2",
                        "disk.img")
                .replaceAll("/path/to/dir(ectory)?\\b", "dir")
                .replace("/path/to/script", "./script")
                .replace("boot.img", "file1")
                .replace("swap.img", "file2")
                .replaceAll("(file|disk)\\.map\\b", "mapfile")
                .replace("arg=qcow2", "arg=raw")
                .replace("qemu-kvm ", "qemu-system-x86_64 ")
                .replace("--filter=ip [...]", "--filter=ip null")
                .replace("$tmpdir", "tmp")
                .replace("plugin ...", "file disk.img")
                .replace("sparse-random size=1T", "sparse-random size=1G")
                .replace("nbdkit pluginname ", "nbdkit file ")
                .replace("[--port PORT]", "--port 10810")
                .replace("hexdump -C", "od -t x1")
                .replace("nbdkit [...]", "nbdkit null");
    }

    /** Puts values into a command. */
    static String after(String command) {
        String with = command;
        for (Map.Entry<String, String> value : VALUES.entrySet()) {
            with = Pattern.compile("(?<![A-Za-z$])(?:" + value.getKey() + ")(?![A-Za-z_])")
                    .matcher(with)
                    .replaceAll(Matcher.quoteReplacement(value.getValue()));
        }
        return with;
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tmpdisk;

import dev.platter.api.parameters.KeyValue;
import dev.platter.scripts.ShellCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes the command that makes a disk.
 *
 * @param command of the user; empty for a file system made by mkfs
 * @param size that was asked for, in bytes
 * @param variables of the user's command
 */
record MakeDisk(Optional<String> command, long size, String type, Optional<String> label, List<KeyValue> variables) {
    private static final String USUAL_TYPE = "ext4";

    /** A command that makes the disk at a path. What it prints goes nowhere, as in nbdkit. */
    ShellCommand at(Path disk) {
        StringBuilder script = new StringBuilder("exec </dev/null >/dev/null\n");
        if (command.isEmpty()) {
            return new ShellCommand("mkfs", script.append(mkfs(disk)).toString());
        }
        assign(script, "disk", disk.toString());
        assign(script, "size", Long.toString(size));
        assign(script, "type", type);
        label.ifPresent(text -> assign(script, "label", text));
        for (KeyValue variable : variables) {
            assign(script, variable.key(), variable.value());
        }
        return new ShellCommand("tmpdisk", script.append(command.get()).toString());
    }

    private static void assign(StringBuilder script, String name, String value) {
        script.append(name).append('=').append(ShellCommand.quoted(value)).append('\n');
    }

    private String mkfs(Path disk) {
        String made = type.isEmpty() ? USUAL_TYPE : type;
        StringBuilder words = new StringBuilder("truncate -s " + size + " " + ShellCommand.quoted(disk.toString()));
        words.append(" && mkfs -t ")
                .append(ShellCommand.quoted(made))
                .append(' ')
                .append(forAFile(made));
        label.filter(text -> !text.isEmpty())
                .ifPresent(text -> words.append(isFat(made) ? " -n " : " -L ").append(ShellCommand.quoted(text)));
        return words.append(' ').append(ShellCommand.quoted(disk.toString())).toString();
    }

    private static boolean isFat(String type) {
        return type.endsWith("fat") || type.equals("msdos");
    }

    /** What a program needs to be told so that it makes a file system on something that is not a partition. */
    private static String forAFile(String type) {
        if (isFat(type)) {
            return "-I";
        }
        return switch (type) {
            case "ext2", "ext3", "ext4" -> "-F";
            case "ntfs" -> "-Q -F";
            case "xfs", "btrfs" -> "-f";
            default -> "";
        };
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Puts a failure into words where its author has left that to us. */
final class Sentence {
    private Sentence() {}

    static String of(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": No such file or directory";
        }
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + ": Permission denied";
        }
        if (e instanceof FileSystemException || e.getMessage() == null || e instanceof RuntimeException) {
            return e.toString();
        }
        return e.getMessage();
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.extentlist;

import dev.platter.api.parameters.Size;
import dev.platter.nbd.BlockStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** Reads a file with a line for each extent: offset, length and, perhaps, type. */
record ExtentFile(Path file) {
    ExtentTable read() throws IOException {
        List<ExtentTable.Extent> extents = new ArrayList<>();
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                add(line, extents);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ", line " + number + ": cannot parse it: " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw new IOException("extentlist: " + file + " is not text: name a file that lists extents", e);
        } catch (NoSuchFileException e) {
            throw new IOException("extentlist: there is no file " + file, e);
        } catch (IOException e) {
            throw new IOException("extentlist: cannot read " + file + ": " + e.getMessage(), e);
        }
        try {
            return new ExtentTable(extents);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static void add(String line, List<ExtentTable.Extent> extents) {
        StringTokenizer words = new StringTokenizer(line, " \t");
        if (words.countTokens() < 2 || words.countTokens() > 3) {
            throw new IllegalArgumentException("write an offset, a length and perhaps a type, as in: 1M 9M hole,zero");
        }
        long begin = Size.parse(words.nextToken()).bytes();
        long length = Size.parse(words.nextToken()).bytes();
        long status = words.hasMoreTokens() ? status(words.nextToken()) : BlockStatus.DATA;
        long end = length > Long.MAX_VALUE - begin ? Long.MAX_VALUE : begin + length;
        if (begin < end) {
            extents.add(new ExtentTable.Extent(begin, end, status));
        }
    }

    private static long status(String type) {
        if (Character.digit(type.charAt(0), 10) >= 0) {
            long number = Long.decode(type);
            if (number > (BlockStatus.HOLE | BlockStatus.ZERO)) {
                throw new IllegalArgumentException("a type is a number from 0 to 3, not " + number);
            }
            return number;
        }
        long status = 0;
        StringTokenizer words = new StringTokenizer(type, ",");
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            status |= switch (word) {
                case "hole" -> BlockStatus.HOLE;
                case "zero" -> BlockStatus.ZERO;
                default ->
                    throw new IllegalArgumentException(
                            "a type is hole, zero or hole,zero, or a number from 0 to 3, not " + word);
            };
        }
        return status;
    }
}

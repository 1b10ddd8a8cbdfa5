// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.List;

/** The field that shows a failure: the name of the error, as far as a filter can know it. */
final class Failure {
    private Failure() {}

    static List<Field> fields(IOException error) {
        NbdError number = error instanceof DiskException known ? known.error() : NbdError.EIO;
        return List.of(Field.number("return", -1), Field.text("error", number.name()));
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.time.Duration;

/** What a web server answered instead of what it was asked for. */
final class WebException extends DiskException {
    private static final long serialVersionUID = 1L;

    /** What helps. */
    enum Remedy {
        NONE,
        /** To ask again a little later. */
        LATER,
        /** To find the file anew, with fresh credentials. */
        ANEW
    }

    private final Remedy remedy;
    private final long pause;

    WebException(Remedy remedy, Duration pause, String message) {
        super(NbdError.EIO, message);
        this.remedy = remedy;
        this.pause = pause.toMillis();
    }

    WebException(Remedy remedy, String message) {
        this(remedy, Duration.ZERO, message);
    }

    Remedy remedy() {
        return remedy;
    }

    /** {@return how long the server wants to be left alone at least} */
    Duration pause() {
        return Duration.ofMillis(pause);
    }
}

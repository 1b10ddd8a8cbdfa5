package dev.platter.file;

/** In which order clients will read, as far as the user knows: how much the system reads ahead. */
public enum AccessPattern {
    /** The system decides. */
    NORMAL(OpenFile.Advice.NORMAL),
    /** Here and there: nothing is read ahead. */
    RANDOM(OpenFile.Advice.RANDOM),
    /** From the beginning to the end: more is read ahead. */
    SEQUENTIAL(OpenFile.Advice.SEQUENTIAL);

    private final OpenFile.Advice advice;

    AccessPattern(OpenFile.Advice advice) {
        this.advice = advice;
    }

    OpenFile.Advice advice() {
        return advice;
    }
}

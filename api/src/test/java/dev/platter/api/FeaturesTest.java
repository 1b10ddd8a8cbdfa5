// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class FeaturesTest {
    /** Each list entry adds one feature to the entry before it, so each covers all that stand before it. */
    static final List<Features> GROWING_FEATURES = List.of(
            Features.readOnly().withExtents(Support.NONE),
            Features.readOnly(),
            Features.readOnly().withCache(Support.NATIVE),
            Features.writable().withZero(Support.NONE).withCache(Support.NATIVE),
            Features.writable().withCache(Support.NATIVE).withFlush().withFua(Support.NONE),
            Features.writable().withCache(Support.NATIVE).withFlush(),
            Features.writable().withCache(Support.NATIVE).withFlush().withTrim(),
            Features.writable()
                    .withCache(Support.NATIVE)
                    .withFlush()
                    .withTrim()
                    .withMultiConn(true)
                    .withZero(Support.NATIVE),
            Features.writable()
                    .withCache(Support.NATIVE)
                    .withFlush()
                    .withTrim()
                    .withMultiConn(true)
                    .withZero(Support.NATIVE)
                    .withFastZero(true));

    static List<Arguments> contradictions() {
        return List.of(
                refused("trim needs a disk", () -> Features.readOnly().withTrim()),
                refused("zeroes need a disk", () -> Features.readOnly().withZero(Support.EMULATED)),
                refused("FUA needs a disk", () -> Features.readOnly().withFua(Support.NATIVE)),
                refused("emulated FUA is a flush", () -> Features.writable().withFua(Support.EMULATED)),
                refused(
                        "support for zeroes is EMULATED",
                        () -> Features.writable().withFastZero(true)),
                refused("support for zeroes is NONE", () -> Features.readOnly().withFastZero(true)),
                refused("at least 1 byte, not 0", () -> Features.writable().withWriteWindow(0)));
    }

    private static Arguments refused(String sentence, Executable making) {
        return Arguments.of(sentence, making);
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void contradictoryFeaturesAreRefused(String sentence, Executable making) {
        String message = assertThrows(IllegalArgumentException.class, making).getMessage();
        assertTrue(message.contains(sentence), message);
    }

    @Test
    void removingAFeatureRemovesThoseThatNeedIt() {
        Features all = GROWING_FEATURES.getLast();
        Features readable = all.withoutWrite();
        assertFalse(readable.write() || readable.trim() || readable.fastZero());
        assertTrue(readable.flush());
        assertEquals(Support.NONE, readable.zero());
        assertEquals(Support.NONE, readable.fua());
        assertEquals(Support.NONE, all.withFlush(false).fua());
        assertEquals(
                Support.NATIVE, all.withFua(Support.NATIVE).withFlush(false).fua());
        assertFalse(all.withZero(Support.EMULATED).fastZero());
    }

    @Test
    void theWindowForWritesIsThatOfTheDiskWhichIsWrittenTo() {
        Features windowed = Features.writable().withWriteWindow(4096);
        assertEquals(4096, windowed.withFlush().writeWindow());
        assertNotEquals(Features.writable(), windowed);
        assertTrue(windowed.covers(Features.writable()) && Features.writable().covers(windowed));
        assertEquals(Long.MAX_VALUE, windowed.withoutWrite().withWrite().writeWindow());
    }

    @Test
    void flushGivesAWritableDiskEmulatedFua() {
        assertEquals(Support.EMULATED, Features.writable().withFlush().fua());
        assertEquals(Support.NONE, Features.readOnly().withFlush().fua());
        assertTrue(Features.readOnly().withFlush().flush());
    }

    @Test
    void writingBringsWhatTheServerCanEmulate() {
        assertEquals(Features.writable(), Features.readOnly().withWrite());
        Features flushed = Features.readOnly().withFlush().withWrite();
        assertEquals(Features.writable().withFlush(), flushed);
    }

    @Test
    void writingChangesNothingOfADiskThatCanBeWrittenTo() {
        for (Features features : GROWING_FEATURES) {
            if (features.write() && features.zero() != Support.NONE && features.fua() != Support.NONE) {
                assertEquals(features, features.withWrite());
            }
        }
    }

    @Test
    void aFilterThatTakesWritesItselfKeepsHowTheDiskBehindReads() {
        Features behind = GROWING_FEATURES
                .getLast()
                .withExtents(Support.NATIVE)
                .withRotational(true)
                .withStrictBlockSizes(false);
        Features features = behind.withoutWrite().withWrite();
        assertEquals(
                Features.writable()
                        .withFlush()
                        .withCache(Support.NATIVE)
                        .withExtents(Support.NATIVE)
                        .withMultiConn(true)
                        .withRotational(true)
                        .withStrictBlockSizes(false),
                features);
    }

    @Test
    void featuresAreComparedByValue() {
        for (Features one : GROWING_FEATURES) {
            for (Features other : GROWING_FEATURES) {
                assertEquals(one == other, one.equals(other), () -> one + " and " + other);
            }
            Features same = one.withRotational(true).withRotational(false);
            assertEquals(one, same);
            assertEquals(one.hashCode(), same.hashCode());
            assertEquals(one.toString(), same.toString());
        }
        assertNotEquals(Features.readOnly(), Features.readOnly().withRotational(true));
        assertNotEquals(
                Features.readOnly(),
                Features.readOnly().withBlockSizes(new BlockSizes(512, 4096, Long.MAX_VALUE, Long.MAX_VALUE)));
    }

    @ParameterizedTest
    @FieldSource("GROWING_FEATURES")
    void moreFeaturesCoverFewer(Features features) {
        int place = GROWING_FEATURES.indexOf(features);
        for (int i = 0; i < GROWING_FEATURES.size(); i++) {
            Features other = GROWING_FEATURES.get(i);
            assertEquals(i <= place, features.covers(other), () -> features + " for " + other);
        }
    }

    @Test
    void emulatedFeaturesCoverNativeOnes() {
        Features promised = Features.writable().withZero(Support.NATIVE).withFastZero(true);
        assertTrue(Features.writable().covers(promised), "fast zeroes that are always refused are none the worse");
        assertTrue(Features.readOnly().withRotational(true).covers(Features.readOnly()));
    }

    @Test
    void featuresCoverOnlyBlockSizesThatAreAsGenerous() {
        Features strict = Features.readOnly().withBlockSizes(new BlockSizes(512, 4096, 1 << 20, 1 << 21));
        assertTrue(Features.readOnly().covers(strict));
        assertFalse(strict.covers(Features.readOnly()));
    }

    @Test
    void strictBlockSizesDoNotCoverAdvisoryOnes() {
        Features strict = Features.readOnly();
        Features advice = strict.withStrictBlockSizes(false);
        assertTrue(strict.strictBlockSizes());
        assertFalse(advice.withMultiConn(true).strictBlockSizes());
        assertNotEquals(strict, advice);
        assertTrue(advice.covers(strict));
        assertFalse(strict.covers(advice), "a client may have come to count on it");
    }
}

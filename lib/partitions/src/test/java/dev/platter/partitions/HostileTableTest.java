// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables with random damage. The CRCs are mended, so that the damage is believed. */
class HostileTableTest {
    private static final int SIZE = 256 << 10;
    private static final int TRIALS = 4000;
    private static final long[] ODD = {
        0, 1, 2, 3, 127, 128, 511, 512, -1, -2, Integer.MAX_VALUE, Long.MIN_VALUE, 1L << 55
    };

    private enum Maker {
        MBR {
            @Override
            Image make() {
                Image image = new Image(SIZE, 512).primary(1, 1, 20).mbr(0, 1, Image.EXTENDED, 30, 400);
                for (int record = 30; record < 390; record += 40) {
                    image.mbr(record, 0, Image.LINUX, 2, 10).mbr(record, 1, Image.EXTENDED, record + 10, 40);
                }
                return image;
            }

            @Override
            void damage(Image image, Random random) {
                int record = random.nextInt(11);
                int field = 446 + 4 * random.nextInt(16);
                int at = (record == 0 ? 0 : 30 + 40 * (record - 1)) * 512 + field;
                image.bytes.putInt(at, number(random, 12));
            }

            private static int number(Random random, int bits) {
                return random.nextBoolean() ? (int) ODD[random.nextInt(ODD.length)] : random.nextInt(1 << bits);
            }
        },
        GPT {
            @Override
            Image make() {
                return new Image(SIZE, 512)
                        .gpt(1, 64, 99, "one")
                        .gpt(2, 100, 200, "two")
                        .seal();
            }

            @Override
            void damage(Image image, Random random) {
                int header = random.nextBoolean() ? 1 : image.lastSector();
                int at = random.nextInt(3) == 0 ? 1024 + 8 * random.nextInt(32) : header * 512 + 8 * random.nextInt(12);
                image.bytes.putLong(at, random.nextBoolean() ? ODD[random.nextInt(ODD.length)] : random.nextLong());
                image.resign(1).resign(image.lastSector());
            }
        };

        abstract Image make();

        abstract void damage(Image image, Random random);
    }

    /** The image itself fails on a read that leaves it. */
    @ParameterizedTest
    @EnumSource
    void noTableLeadsOutOfTheDisk(Maker maker) throws IOException {
        int read = 0;
        for (int seed = 0; seed < TRIALS; seed++) {
            Random random = new Random(seed);
            Image image = maker.make();
            for (int i = random.nextInt(4); i >= 0; i--) {
                maker.damage(image, random);
            }
            try {
                PartitionTable table = image.find();
                read++;
                for (Partition partition : table.partitions()) {
                    if (partition.fault().isEmpty()) {
                        assertTrue(partition.length() > 0, "seed " + seed);
                        assertTrue(
                                partition.offset() >= 0 && partition.offset() <= SIZE - partition.length(),
                                "seed " + seed);
                        assertEquals(0, (partition.offset() | partition.length()) % 512);
                    }
                }
                assertTrue(table.toString().length() < 4000, "seed " + seed);
            } catch (PartitionException e) {
                assertTrue(e.getMessage().length() < 4000, "seed " + seed);
            }
            assertTrue(image.reads < 1100, "seed " + seed);
        }
        assertTrue(read > TRIALS / 10 && read < TRIALS, read + " tables were read");
    }
}

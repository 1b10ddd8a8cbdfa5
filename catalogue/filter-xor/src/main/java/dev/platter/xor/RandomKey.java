// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.xor;

import dev.platter.generators.Xoshiro256;

/**
 * Another eight bytes for each eight of the disk: the first number that the generator makes of their offset and a seed.
 *
 * @param seed what the key is made of
 */
record RandomKey(long seed) implements Key {
    @Override
    public long at(long offset) {
        return Xoshiro256.first(seed + offset);
    }
}

package com.eventcourier.feed;

/**
 * How much may come out of one archive.
 *
 * @param maxSize most bytes of all its files together, 1KB to 1TB; default 4GB
 * @param maxRatio how many times larger than the archive they may be, 1 to 10000; up to 16 MB it is not asked; default 200
 * @param maxFiles most files in it, 1 to 100000; default 1000
 */
public record Unpack(long maxSize, int maxRatio, int maxFiles) {

    private static final long NOT_ASKED = 16L * 1024 * 1024;

    /** Whether so much out of an archive of this size is no more than a bomb would be. */
    boolean isTooDense(long unpacked, long archive) {
        return unpacked > NOT_ASKED && unpacked / Math.max(1, archive) >= maxRatio;
    }
}

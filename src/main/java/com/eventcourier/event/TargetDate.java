package com.eventcourier.event;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One of the 17 date formats that the target takes ("Setup and test behavioral events", standard attributes), and how
 * far a mapped feed may guess that an undeclared value is written in it.
 */
record TargetDate(DatePattern pattern, Guess guess) {
    private static final List<TargetDate> ALL = List.of(
            new TargetDate("yyyy-MM-dd'T'HH:mm:ssXXX", Guess.SURE),
            new TargetDate("yyyy-MM-dd HH:mm:ss", Guess.SURE),
            new TargetDate("yyyy-MM-dd", Guess.SURE),
            new TargetDate("yyyy-MM-dd'T'HH:mm:ss", Guess.SURE),
            new TargetDate("dd-MM-yyyy HH:mm:ss", Guess.DAY_AND_MONTH),
            new TargetDate("MM/dd/yyyy HH:mm:ss", Guess.DAY_AND_MONTH),
            new TargetDate("yyyy/MM/dd HH:mm:ss", Guess.SURE),
            new TargetDate("yyyy/MM/dd", Guess.SURE),
            new TargetDate("dd-MM-yyyy", Guess.DAY_AND_MONTH),
            new TargetDate("MM/dd/yyyy", Guess.DAY_AND_MONTH),
            new TargetDate("yyyyMMdd HH:mm:ss", Guess.SURE),
            new TargetDate("yyyy-dd-MM HH:mm:ss", Guess.NEVER),
            new TargetDate("yyyy-MM-dd'T'HH:mm:s.S", Guess.SURE),
            new TargetDate("dd-MMM-yy", Guess.SURE),
            new TargetDate("MMMM,dd,yyyy", Guess.SURE),
            new TargetDate("MMMM,dd", Guess.NEVER),
            new TargetDate("EEE MMM dd HH:mm:ss z yyyy", Guess.NAMED_ZONE));
    private static final Set<String> ZONES_OF_ONE_MEANING = Set.of("UTC", "GMT", "Z");

    /** What stands between a value in this format and its meaning. */
    enum Guess {
        /** Nothing: the year comes first, or the month is a word. */
        SURE,
        /** Day and month could be the other way round, unless one is above 12 or both are the same. */
        DAY_AND_MONTH,
        /** The zone is a word, and words such as IST stand for several zones. */
        NAMED_ZONE,
        /** It has no year, or looks exactly like an ISO date. */
        NEVER
    }

    private TargetDate(String pattern, Guess guess) {
        this(DatePattern.of(pattern), guess);
    }

    static boolean isFormat(String pattern) {
        for (TargetDate one : ALL) {
            if (one.pattern.toString().equals(pattern)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the target can read the value as it is. */
    static boolean takes(String value) {
        for (TargetDate one : ALL) {
            if (one.pattern.claims(value) && one.pattern.exists(value)) {
                return true;
            }
        }
        return false;
    }

    /** The date of a value that the target {@link #takes}; null where it names no year. */
    static OffsetDateTime read(String value, ZoneId zone) {
        for (TargetDate one : ALL) {
            OffsetDateTime date = one.pattern.claims(value) ? one.pattern.read(value, zone) : null;
            if (date != null) {
                return date;
            }
        }
        return null;
    }

    /** The only date the value can mean, or null when there is none or more than one. */
    static OffsetDateTime readIfSure(String value, ZoneId zone) {
        for (TargetDate one : ALL) {
            if (one.guess != Guess.NEVER && one.pattern.claims(value)) {
                OffsetDateTime date = one.pattern.read(value, zone);
                return date != null && one.isSure(value, date) ? date : null;
            }
        }
        return null;
    }

    private boolean isSure(String value, OffsetDateTime date) {
        return switch (guess) {
            case SURE -> true;
            case DAY_AND_MONTH -> date.getDayOfMonth() > 12 || date.getDayOfMonth() == date.getMonthValue();
            case NAMED_ZONE -> isSureZone(value.substring(value.indexOf(':') + 7, value.length() - 5));
            case NEVER -> false;
        };
    }

    private static boolean isSureZone(String zone) {
        String upper = zone.toUpperCase(Locale.ROOT);
        return ZONES_OF_ONE_MEANING.contains(upper) || zone.indexOf('/') > 0 || zone.indexOf(':') > 0;
    }
}

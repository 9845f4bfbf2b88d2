package com.eventcourier.operate;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Something that needs a look by a person, while it lasts.
 *
 * @param key what makes it the same alert from look to look
 * @param code the kind: {@code paused}, {@code tripped}, {@code dead-share}, {@code late-file}, {@code disk-low},
 *     {@code source-down} or {@code ledger-fault}
 * @param subject the account, feed or folder
 * @param sentence what happened
 * @param advice what to do
 * @param since when it began, as far as it is known; ISO, UTC
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Alert(String key, String code, String subject, String sentence, String advice, String since) {

    /** One that begins when it is first seen. */
    static Alert of(String code, String subject, String sentence, String advice) {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new Alert(code + " " + subject, code, subject, sentence, advice, now);
    }

    /** One whose beginning is known as far as this run goes: after a restart it is still the same alert. */
    static Alert of(Instant since, String code, String subject, String place, String sentence, String advice) {
        String begin = since.truncatedTo(ChronoUnit.SECONDS).toString();
        return new Alert(code + " " + subject + " " + place, code, subject, sentence, advice, begin);
    }

    /** One whose beginning is known: with another beginning it is another alert. */
    static Alert since(Instant since, String code, String subject, String sentence, String advice) {
        String begin = since.truncatedTo(ChronoUnit.SECONDS).toString();
        return new Alert(code + " " + subject + " " + begin, code, subject, sentence, advice, begin);
    }
}

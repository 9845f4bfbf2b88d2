package com.eventcourier.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoercionTest {
    @TempDir
    private Path config;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "double  | 20                   | 20",
                "double  | 20.50                | 20.50",
                "double  | -0.10                | -0.10",
                "double  | 0                    | 0",
                "double  | 1E+2                 | 1E+2",
                "double  | 12345678901234567890 | 12345678901234567890",
                "double  | 2O                   | attribute-type",
                "double  | ' 20'                | attribute-type",
                "double  | '20 '                | attribute-type",
                "double  | +20                  | attribute-type",
                "double  | 020                  | attribute-type",
                "double  | .5                   | attribute-type",
                "double  | 5.                   | attribute-type",
                "double  | -                    | attribute-type",
                "double  | 1e                   | attribute-type",
                "double  | 1,200                | attribute-type",
                "double  | 0x10                 | attribute-type",
                "double  | NaN                  | attribute-type",
                "double  | Infinity             | attribute-type",
                "double  | 1e400                | attribute-type",
                "double  | -1e400               | attribute-type",
                "double  | 1e-400               | attribute-type",
                "double  | 1e99999999999        | attribute-type",
                "integer | 20                   | 20",
                "integer | 9223372036854775807  | 9223372036854775807",
                "integer | -9223372036854775808 | -9223372036854775808",
                "integer | 9223372036854775808  | attribute-type",
                "integer | 20.0                 | attribute-type",
                "integer | 1e3                  | attribute-type",
                "boolean | true                 | true",
                "boolean | FALSE                | false",
                "boolean | ' true'              | attribute-type",
                "boolean | yes                  | attribute-type",
                "boolean | 1                    | attribute-type",
                "string  | 007                  | \"007\"",
                "string  | ' x '                | \" x \"",
                "string  | true                 | \"true\""
            })
    void textOfATextFeedTakesTheTypeOfItsAttribute(String type, String cell, String sent) {
        assertThat(sent(feed(type).text(), "'" + cell + "'")).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "double  | 20                  | 20",
                "double  | 20.50               | 20.50",
                "double  | \"20\"              | attribute-type",
                "double  | 1e400               | attribute-type",
                "double  | true                | attribute-type",
                "double  | {}                  | attribute-type",
                "double  | [1]                 | attribute-type",
                "double  | \"\"                | attribute-type",
                "integer | 20                  | 20",
                "integer | 20.0                | attribute-type",
                "integer | 9223372036854775808 | attribute-type",
                "integer | \"20\"              | attribute-type",
                "boolean | true                | true",
                "boolean | \"true\"            | attribute-type",
                "boolean | 1                   | attribute-type",
                "string  | \"\"                | \"\"",
                "string  | 20                  | attribute-type",
                "string  | null                | nothing",
                "tillCode        | \"t1\"      | \"t1\"",
                "tillCode        | 7           | 7310",
                "tillCode        | \" \"       | 7310",
                "productSku      | \"s\"       | \"s\"",
                "productSku      | 7           | 7309",
                "productSku      | \"\"        | 7309",
                "couponCode      | 7           | attribute-type",
                "productBrand    | 7           | attribute-type",
                "productCategory | 7           | attribute-type",
                "groupId         | 7           | attribute-type",
                "currencyCode    | \"EUR\"     | \"EUR\""
            })
    void jsonIsNotCoerced(String type, String value, String sent) {
        assertThat(sent(feed(type), value)).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({
        "mobile, 99887766, valid",
        "mobile, +919988776655443, valid",
        "mobile, 9988776, 7308",
        "mobile, 9988776655443322, 7308",
        "mobile, ++99887766, 7308",
        "mobile, 998877 66, 7308",
        "mobile, ९९८८७७६६५५, 7308",
        "email, a@b.example, valid",
        "email, a@b, 7308",
        "email, a@@b.example, 7308",
        "email, a b@c.example, 7308",
        "externalId, x, valid",
        "cardnumber, 4 711, valid"
    })
    void aCustomerHasTheFormOfItsIdentifier(String identifier, String value, String outcome) {
        TestFeed feed = new TestFeed(config).event("e");
        feed.definition("e", "c: {type: customer, identifier: " + identifier + "}");

        Event event = feed.only("{'c': '" + value + "'}");

        assertThat(event.valid() ? "valid" : event.faults().get(0).code()).isEqualTo(outcome);
        assertThat(event.faults()).noneMatch(fault -> fault.message().contains(value));
    }

    @Test
    void anEnumIsComparedAsWritten() {
        TestFeed feed = feed("enum, values: [01, 1.0]");

        assertThat(sent(feed, "\"01\"")).isEqualTo("\"01\"");
        assertThat(sent(feed, "\"1\"")).isEqualTo("attribute-value");
        assertThat(sent(feed, "1.0")).isEqualTo("attribute-type");
    }

    @Test
    void aPatternIsAskedOfTheWholeValueAndKeepsTheCodeOfItsType() {
        assertThat(sent(feed("string, pattern: \"[A-Z]+\""), "\"ABC\"")).isEqualTo("\"ABC\"");
        assertThat(sent(feed("string, pattern: \"[A-Z]+\""), "\"ABCd\"")).isEqualTo("attribute-value");
        assertThat(sent(feed("tillCode, pattern: \"[A-Z]+\""), "\"7\"")).isEqualTo("7310");
    }

    @Test
    void aPatternThatExhaustsTheStackIsPoison() {
        assertThat(sent(feed("string, pattern: \"(a|b)*\""), '"' + "ab".repeat(200_000) + '"'))
                .isEqualTo("poison");
    }

    @Test
    void messagesShowAValueOnlyIfItIsNeitherSensitiveNorTheCustomers() {
        TestFeed feed = new TestFeed(config).event("e");
        feed.definition(
                "e",
                "c: {type: customer}\nopen: {type: double}\nclosed: {type: double, sensitive: true}\n"
                        + "few: {type: enum, values: [a, b]}\nlong: {type: integer}");
        String record = "{'c': 9988776655, 'open': '2O', 'closed': '3O', 'few': 'c', 'long': '" + "9".repeat(60) + "'}";

        assertThat(feed.only(record).faults())
                .extracting(Fault::message)
                .containsExactly(
                        "c is not a text that is a mobile number: an optional +, then 8 to 15 digits",
                        "open \"2O\" is not a number that fits a double",
                        "closed is not a number that fits a double",
                        "few \"c\" is not one of a, b",
                        "long \"" + "9".repeat(40) + "...\" is not an integer of at most 64 bits");
    }

    private TestFeed feed(String type) {
        return new TestFeed(config).event("e").definition("e", "c: {type: customer}\na: {type: " + type + "}");
    }

    private static String sent(TestFeed feed, String value) {
        Event event = feed.only("{'c': '99887766', 'a': " + value + "}");
        if (!event.valid()) {
            assertThat(event.faults()).hasSize(1);
            return event.faults().get(0).code();
        }
        String json = new String(event.json(), StandardCharsets.UTF_8);
        int start = json.indexOf("\"a\":");
        return start < 0 ? "nothing" : json.substring(start + 4, json.length() - 1);
    }

    @Test
    void ofAttributesThatAreNotOfTheEventTheFirstAreNamedAndTheOthersCounted() {
        StringBuilder record = new StringBuilder("{'c': '99887766'");
        for (int i = 0; i < 1022; i++) {
            record.append(", 'a").append(i).append("': 1");
        }

        List<Fault> faults = feed("integer").only(record + "}").faults();

        assertThat(faults).hasSize(21).extracting(Fault::code).containsOnly("attribute-unknown");
        assertThat(faults.get(0).attribute()).isEqualTo("a0");
        assertThat(faults.get(19).attribute()).isEqualTo("a19");
        assertThat(faults.get(20).attribute()).isNull();
        assertThat(faults.get(20).message()).isEqualTo("and 1002 more attributes that are not of e");
    }
}

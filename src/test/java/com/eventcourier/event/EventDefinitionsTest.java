package com.eventcourier.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventDefinitionsTest {
    private static final String HEAD = "event: e\nattributes:\n  c: {type: customer}\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeStopsTheLoadWithFileLineAndKey(String yaml, String sentence) {
        TestFeed.write(folder.resolve("e.yaml"), yaml);

        assertThatThrownBy(() -> EventDefinitions.load(folder))
                .isInstanceOf(ConfigFault.class)
                .hasMessage(folder.resolve("e.yaml") + ":" + sentence);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "event: x\nattributes: {c: {type: customer}}",
                        "1: event: \"x\" must be in a file named x.yaml"),
                Arguments.of(
                        "event: e f\nattributes: {}",
                        "1: event: \"e f\" may have letters, digits and underscores only"),
                Arguments.of(
                        "event: e-f\nattributes: {}",
                        "1: event: \"e-f\" may have letters, digits and underscores only"),
                Arguments.of(
                        "event: e__f\nattributes: {}",
                        "1: event: \"e__f\" has two underscores in a row, which the target reads as a space"),
                Arguments.of("label: E\nattributes: {}", "1: event: is missing"),
                Arguments.of("event: e\n", "1: attributes: is missing"),
                Arguments.of("event:\nattributes: {}", "1: event: is empty"),
                Arguments.of("- a\n", "1: must hold keys and values"),
                Arguments.of("", "1: must hold keys and values"),
                Arguments.of(
                        "event: e\nlabel: [\n", "3: is not YAML: expected the node content, but found '<stream end>'"),
                Arguments.of(
                        "event: e\nlable: x\nattributes: {}",
                        "2: lable: is not a key here; use event, label, max-age, attributes"),
                Arguments.of(HEAD + "event: e\n", "4: event: is there twice; keep one"),
                Arguments.of(HEAD + "max-age: soon\n", "4: max-age: \"soon\" is not a time such as 90m, 12h or 2d"),
                Arguments.of(HEAD + "  c: {type: string}\n", "4: attributes.c: is there twice; keep one"),
                Arguments.of(
                        "event: e\nattributes:\n  a: {type: string}\n",
                        "2: attributes: none is of type customer; the target takes no anonymous event"),
                Arguments.of(
                        HEAD + "  d: {type: customer}\n",
                        "4: attributes.d: is a second customer beside c; an event has one"),
                Arguments.of(HEAD + many(20), "23: attributes.a20: is attribute number 21; the target takes 20"),
                Arguments.of(
                        HEAD + "  " + "a".repeat(51) + ": {type: string}\n",
                        "4: attributes." + "a".repeat(51) + ": has 51 characters; the target takes 1 to 50"),
                Arguments.of(
                        HEAD + "  courier_id: {type: string}\n",
                        "4: attributes.courier_id: starts with courier_, which is kept for the courier's own columns"),
                Arguments.of(
                        HEAD + "  event_name: {type: string}\n",
                        "4: attributes.event_name: is allowed in every event and must not be declared"),
                Arguments.of(
                        HEAD + "  a: {type: dubble}\n",
                        "4: attributes.a.type: \"dubble\" is not a type; use one of string, double, integer, boolean, enum,"
                                + " date, customer, tillCode, couponCode, productSku, productBrand, productCategory,"
                                + " groupId, currencyCode"),
                Arguments.of(HEAD + "  a:\n    required: true\n", "5: attributes.a.type: is missing"),
                Arguments.of(HEAD + "  a: string\n", "4: attributes.a: must hold keys and values"),
                Arguments.of(
                        HEAD + "  a: {type: string, max: 3}\n",
                        "4: attributes.a.max: is not a key here; use type, required, values, pattern, unique, sensitive,"
                                + " format, identifier"),
                Arguments.of(
                        HEAD + "  a: {type: string, required: yes}\n",
                        "4: attributes.a.required: \"yes\" is neither true nor false"),
                Arguments.of(
                        HEAD + "  a: {type: string, required: false, unique: true}\n",
                        "4: attributes.a.required: a unique attribute is always required"),
                Arguments.of(
                        "event: e\nattributes:\n  c:\n    type: customer\n    required: false\n",
                        "5: attributes.c.required: the customer attribute is always required"),
                Arguments.of(
                        "event: e\nattributes:\n  c: {type: customer, sensitive: true}\n",
                        "3: attributes.c.sensitive: the target allows it on enum, string and double, not on customer"),
                Arguments.of(
                        HEAD + "  a: {type: integer, sensitive: true}\n",
                        "4: attributes.a.sensitive: the target allows it on enum, string and double, not on integer"),
                Arguments.of(
                        HEAD + "  a: {type: string, pattern: \"[a\"}\n",
                        "4: attributes.a.pattern: is not a regular expression: Unclosed character class"),
                Arguments.of(
                        HEAD + "  a: {type: double, pattern: \"1\"}\n",
                        "4: attributes.a.pattern: is for text, not for double"),
                Arguments.of(
                        HEAD + "  a: {type: string, values: [x]}\n",
                        "4: attributes.a.values: only an enum lists values"),
                Arguments.of(
                        HEAD + "  a: {type: enum}\n", "4: attributes.a.values: is missing; an enum lists its values"),
                Arguments.of(
                        HEAD + "  a: {type: enum, values: []}\n",
                        "4: attributes.a.values: is empty; an enum lists its values"),
                Arguments.of(
                        HEAD + "  a: {type: enum, values: x}\n",
                        "4: attributes.a.values: must be a list, such as [\"1\", \"2\"]"),
                Arguments.of(
                        HEAD + "  a: {type: enum, values: [1, 01, 1]}\n",
                        "4: attributes.a.values: \"1\" is listed twice"),
                Arguments.of(
                        HEAD + "  a: {type: date, format: dd.MM.yyyy}\n",
                        "4: attributes.a.format: \"dd.MM.yyyy\" is not one of the target's date formats"),
                Arguments.of(
                        HEAD + "  a: {type: string, format: yyyy-MM-dd}\n",
                        "4: attributes.a.format: is for a date, not for string"),
                Arguments.of(
                        HEAD + "  eventDateTime: {type: string}\n",
                        "4: attributes.eventDateTime.type: must be date: the target reads eventDateTime as one"),
                Arguments.of(
                        HEAD + "  a: {type: string, identifier: email}\n",
                        "4: attributes.a.identifier: is for the customer, not for string"),
                Arguments.of(
                        "event: e\nattributes:\n  c: {type: customer, identifier: phone}\n",
                        "3: attributes.c.identifier: \"phone\" is not one of mobile, email, userId, externalId, wechat,"
                                + " martjackId, cuid, fbid, unionId, fcmToken, line, cardnumber, cardExternalId,"
                                + " tmall_uname, ali_uname, jd_uname, vip_uname"));
    }

    @Test
    void twentyAttributesAreTakenAndEventDateTimeIsNotCounted() {
        TestFeed.write(folder.resolve("e.yaml"), HEAD + many(19) + "  eventDateTime: {type: date}\n");

        assertThat(EventDefinitions.load(folder).find("e").orElseThrow().attributes())
                .hasSize(21);
    }

    @Test
    void enumValuesAreTextsAsWritten() {
        TestFeed.write(
                folder.resolve("e.yaml"), HEAD + "  a: {type: enum, values: [01, 1.0, yes, \"2\", 0x1F, null]}\n");

        EventDefinition definition = EventDefinitions.load(folder).find("e").orElseThrow();

        assertThat(definition.attributes().get("a").values()).containsExactly("01", "1.0", "yes", "2", "0x1F", "null");
    }

    @Test
    void whatIsNotSaidHasItsDefault() {
        TestFeed.write(folder.resolve("e.yaml"), HEAD + "  u: {type: string, unique: true}\n  a: {type: string}\n");

        EventDefinition definition = EventDefinitions.load(folder).find("e").orElseThrow();

        assertThat(definition.label()).isEqualTo("e");
        assertThat(definition.customer().name()).isEqualTo("c");
        assertThat(definition.customer().required()).isTrue();
        assertThat(definition.customer().identifier()).isEqualTo(Identifier.MOBILE);
        assertThat(definition.uniqueAttributes()).containsExactly("u");
        assertThat(definition.attributes().get("u").required()).isTrue();
        assertThat(definition.attributes().get("a").required()).isFalse();
    }

    @Test
    void theFirstMistakeOfEveryFileIsTold() {
        TestFeed.write(folder.resolve("a.yaml"), "event: b\nattributes: {}");
        TestFeed.write(folder.resolve("e.yml"), HEAD);
        TestFeed.write(folder.resolve("README.md"), "not a definition");

        assertThatThrownBy(() -> EventDefinitions.load(folder))
                .isInstanceOfSatisfying(ConfigFault.class, fault -> assertThat(fault.sentences())
                        .containsExactly(
                                folder.resolve("a.yaml") + ":1: event: \"b\" must be in a file named b.yaml",
                                folder.resolve("e.yml") + ":1: event: \"e\" must be in a file named e.yaml"));
    }

    @Test
    void aFolderThatIsNotThereIsAMistake() {
        Path missing = folder.resolve("nowhere");

        assertThatThrownBy(() -> EventDefinitions.load(missing))
                .hasMessage(missing + ": the folder of event definitions cannot be read");
        assertThat(EventDefinitions.load(folder).all()).isEmpty();
    }

    private static String many(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "  a" + i + ": {type: string}\n")
                .collect(Collectors.joining());
    }
}

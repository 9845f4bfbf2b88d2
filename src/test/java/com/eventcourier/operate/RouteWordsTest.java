package com.eventcourier.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written inside a route: steps that Camel knows, uris, placeholders, secrets. */
class RouteWordsTest {

    private final RouteFolder folder;

    RouteWordsTest(@TempDir Path path) {
        folder = new RouteFolder(path);
    }

    /** A route whose steps begin on line 8. */
    private RouteFolder steps(String steps) throws IOException {
        return folder.with("map", """
                - route:
                    id: map
                    description: Maps
                    from:
                      uri: scheduler
                      parameters: {name: map}
                      steps:
                """ + steps.indent(8));
    }

    @Test
    void aStepThatCamelDoesNotKnowIsNamed() throws IOException {
        steps("- tox: {uri: mock}\n- to:\n    uri: mock\n    parameterz: {}");

        assertThat(folder.findings())
                .containsExactly(
                        "map:8: Camel knows no 'tox' in 'steps'.", "map:11: Camel knows no 'parameterz' in 'to'.");
    }

    @Test
    void aComponentOrAnOptionThatThereIsNotIsNamed() throws IOException {
        steps("""
                - to: {uri: dirct, parameters: {name: map}}
                - to: {uri: http, parameters: {httpUri: "{{env:URL}}", httpMethod: POST, x-of-the-target: 1}}
                - to:
                    uri: file
                    parameters:
                      directoryName: out
                      fileNam: x
                - to: {uri: "capillary:{{account}}"}
                """.replace("{{account}}", "main"));

        assertThat(folder.findings())
                .containsExactly(
                        "map:8: There is no component 'dirct' in this courier.",
                        "map:14: The component 'file' has no option 'fileNam'.");
    }

    @Test
    void aValueOfTheWrongTypeIsNamed() throws IOException {
        steps("""
                - split:
                    streaming: perhaps
                    simple: {expression: "${body}"}
                    steps: []
                - delay: {simple: 3}
                - log: {message: x, loggingLevel: LOUD}
                """);

        assertThat(folder.findings())
                .containsExactly(
                        "map:9: Camel's schema refuses 'streaming': string found, boolean expected.",
                        "map:12: Camel's schema refuses 'simple': integer found, string expected.",
                        "map:13: Camel's schema refuses 'loggingLevel': does not have a value in the enumeration "
                                + "[\"TRACE\", \"DEBUG\", \"INFO\", \"WARN\", \"ERROR\", \"OFF\"].");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        steps("- setHeader: {constant: x}\n- setBody: {expression: {simpel: {expression: x}}}");

        assertThat(folder.findings())
                .containsExactly(
                        "map:8: Camel's schema refuses 'setHeader': required property 'name' not found.",
                        "map:9: Camel's schema refuses 'expression': it fits none of the forms that are allowed there.");
    }

    @Test
    void aPlaceholderMayStandForANumberABooleanOrAWord() throws IOException {
        steps("""
                - split:
                    streaming: "{{courier.accounts.main.streaming}}"
                    simple: {expression: "${body}"}
                    steps:
                      - log: {message: x, loggingLevel: "{{courier.accounts.main.level}}"}
                """);

        assertThat(folder.findings()).isEmpty();
    }

    @Test
    void aUriHasNoOptionsAndTheMessageDoesNotRepeatThem() throws IOException {
        steps("- to: {uri: \"http://host?authPassword=abc\"}\n- to: mock:done?retainFirst=1");

        assertThat(folder.findings())
                .containsExactly(
                        "map:8: The uri 'http://host?' has options behind a '?': write them under 'parameters', "
                                + "one a line.",
                        "map:9: The uri 'mock:done?' has options behind a '?': write them under 'parameters', "
                                + "one a line.");
    }

    @Test
    void aUriIsSplit() throws IOException {
        steps("- to: mock:done\n- toD: {uri: \"mock:${header.to ?: 'x'}\"}");

        assertThat(folder.findings())
                .containsExactly(
                        "map:8: The uri 'mock:done' is not split: write 'uri: mock' and the rest under 'parameters'.",
                        "map:9: The uri 'mock:${header.to ?: 'x'}' is not split: write 'uri: mock' and the rest under "
                                + "'parameters'.");
    }

    @Test
    void ourOwnComponentAndPlaceholdersNeedNoSplit() throws IOException {
        steps("- toD: {uri: \"capillary:${variable.account}\"}\n- to: {uri: \"{{courier.accounts.main.sink:mock}}\"}");

        assertThat(folder.findings()).isEmpty();
    }

    @Test
    void everyPlaceholderIsKnown() throws IOException {
        steps("""
                - to: {uri: "{{courier.inbx}}"}
                - log: {message: "{{courier.inbox}} {{courier.accounts.main.url}} {{env:HOME}} {{?courier.inbox}}"}
                - log: {message: "{{courier.inbox:here}} {{hidden:there}}"}
                """);

        assertThat(folder.findings())
                .containsExactly(
                        "map:8: Nothing sets '{{courier.inbx}}': it is neither a key of the configuration nor a parameter "
                                + "of a template in this file.",
                        "map:10: Nothing sets '{{hidden}}': it is neither a key of the configuration nor a parameter of a "
                                + "template in this file.");
    }

    @Test
    void aTemplateMayNameItsParametersAndBeans() throws IOException {
        folder.with("feed", """
                - routeTemplate:
                    id: feed
                    description: Reads a feed
                    parameters:
                      - name: feed
                    beans:
                      - name: reader
                        type: java.lang.Object
                    from:
                      uri: scheduler
                      parameters: {name: "{{feed}}"}
                      steps:
                        - bean: {ref: "{{reader}}"}
                        - log: {message: "{{fed}}"}
                """);

        assertThat(folder.findings())
                .containsExactly(
                        "feed:14: Nothing sets '{{fed}}': it is neither a key of the configuration nor a parameter "
                                + "of a template in this file.");
    }

    @Test
    void aSecretIsNotWrittenDown() throws IOException {
        steps("""
                - to: {uri: sftp, parameters: {password: abc, privateKeyPassphrase: "RAW(abc)", username: "{{courier.inbox}}"}}
                - setHeader: {name: Authorization, constant: Basic abc}
                - setHeader: {name: authorization, expression: {simple: {expression: Basic abc}}}
                - setHeader: {name: Authorization, simple: "Basic ${variable.token}"}
                - setProperty: {name: apiToken, constant: abc}
                - to: {uri: mock, parameters: {secretKey: "", token: "#bean", clientSecret: abc}}
                - split: {tokenize: {token: ","}, steps: []}
                """);

        String literal = " has a literal value: write a placeholder and keep the secret outside.";
        assertThat(folder.findings())
                .containsExactly(
                        "map:8: 'password'" + literal,
                        "map:8: 'privateKeyPassphrase'" + literal,
                        "map:9: 'Authorization'" + literal,
                        "map:10: 'authorization'" + literal,
                        "map:12: 'apiToken'" + literal,
                        "map:13: 'clientSecret'" + literal);
    }

    @Test
    void aTemplateIsNotGivenALiteralSecret() throws IOException {
        folder.with("feed", """
                - routeTemplate:
                    id: feed
                    description: Reads a feed
                    parameters: [{name: password, defaultValue: abc}]
                    from: {uri: scheduler, parameters: {name: feed}, steps: []}
                """);
        folder.with("bookings", """
                - templatedRoute:
                    routeTemplateRef: feed
                    routeId: bookings
                    parameters: [{name: password, value: abc}]
                """);

        String literal = " has a literal value: write a placeholder and keep the secret outside.";
        assertThat(folder.findings())
                .containsExactly("bookings:4: 'password'" + literal, "feed:4: 'password'" + literal);
    }
}

package com.eventcourier.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteLinksTest {

    private static final String TEMPLATE = """
            - routeTemplate:
                id: stage
                description: A stage between two others
                parameters:
                  - name: own
                  - name: next
                    defaultValue: settle
                from:
                  uri: direct
                  parameters: {name: "{{own}}"}
                  steps:
                    - to: {uri: direct, parameters: {name: "{{next}}"}}
            """;

    private final RouteFolder folder;

    RouteLinksTest(@TempDir Path path) {
        folder = new RouteFolder(path);
    }

    /** A route that begins with its own name and calls others; its first step is on line 8. */
    private RouteFolder stage(String name, String steps) throws IOException {
        return folder.with(name, """
                - route:
                    id: %1$s
                    description: The stage %1$s
                    from:
                      uri: direct
                      parameters: {name: %1$s}
                      steps:
                """.formatted(name) + steps.indent(8));
    }

    @Test
    void everyStaticDirectIsConsumed() throws IOException {
        stage(
                "deliver",
                "- to: {uri: direct, parameters: {name: settle}}\n- to: {uri: direct, parameters: {name: setle}}");
        stage("settle", "- to: {uri: direct, parameters: {name: deliver}}");

        assertThat(folder.findings())
                .containsExactly("deliver:9: No route begins with 'direct:setle': a call to it blocks and then fails.");
    }

    @Test
    void aDirectInOneWordCountsToo() throws IOException {
        stage("settle", "- recipientList: {constant: \"direct:settle,direct:setle\"}");
        folder.with("any-fault", """
                - routeConfiguration:
                    errorHandler:
                      deadLetterChannel: {deadLetterUri: direct:ded}
                """);

        assertThat(folder.findings())
                .containsExactly(
                        "any-fault:3: No route begins with 'direct:ded': a call to it blocks and then fails.",
                        "settle:8: No route begins with 'direct:setle': a call to it blocks and then fails.");
    }

    @Test
    void namesKnownOnlyAtRunTimeAndProseAreSkipped() throws IOException {
        stage("settle", """
                - toD: {uri: direct, parameters: {name: "dead-letter-${variable.code}"}}
                - to: {uri: direct, parameters: {name: "{{courier.inbox}}"}}
                - log: {message: "direct:nowhere"}
                """);

        assertThat(folder.findings()).isEmpty();
    }

    @Test
    void anInstanceConsumesAndCallsWhatItsParametersSay() throws IOException {
        folder.with("stage", TEMPLATE);
        stage("settle", "- to: {uri: direct, parameters: {name: map}}");
        folder.with("map", """
                - templatedRoute:
                    routeTemplateRef: stage
                    routeId: map
                    parameters: [{name: own, value: map}]
                """);
        folder.with("filter", """
                - templatedRoute:
                    routeTemplateRef: stage
                    routeId: filter
                    parameters: [{name: own, value: filter}, {name: next, value: mapp}]
                """);

        assertThat(folder.findings())
                .containsExactly("filter:1: No route begins with 'direct:mapp': a call to it blocks and then fails.");
    }

    @Test
    void aTemplateThatNobodyDeclaresIsNamed() throws IOException {
        folder.with("map", "- templatedRoute:\n    routeTemplateRef: stge\n    routeId: map\n");

        assertThat(folder.findings()).containsExactly("map:2: No file declares the template 'stge'.");
    }

    @Test
    void anIdIsUsedOnce() throws IOException {
        stage("settle", "- log: {message: x}");
        folder.with("outcomes/settle", "- templatedRoute:\n    routeTemplateRef: stage\n    routeId: settle\n");
        folder.with("stage", TEMPLATE);

        assertThat(folder.findings())
                .containsExactly("settle:1: The id 'settle' is taken by outcomes/settle.camel.yaml.");
    }

    @Test
    void anErrorPolicyThatNobodyDeclaresIsNamed() throws IOException {
        folder.with("faults-default", "- routeConfiguration:\n    id: faults-default\n");
        for (String policy : new String[] {"faults-default", "faults-*", "fault-*"}) {
            String name = "stage-" + policy.replace("-*", "s-any");
            stage(name, "- log: {message: x}");
        }
        folder.with("settle", """
                - route:
                    id: settle
                    description: Settles
                    routeConfigurationId: faults-*, fault-*
                    from: {uri: scheduler, parameters: {name: settle}, steps: []}
                """);

        assertThat(folder.findings())
                .containsExactly("settle:4: No file declares the routeConfiguration 'fault-*': "
                        + "the route would run without an error policy.");
    }
}

package com.eventcourier.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteShapeTest {

    private static final String GOOD = """
            - route:
                id: map
                description: Maps a record to the payloads of its event type
                from:
                  uri: direct
                  parameters:
                    name: map
                  steps:
                    - log:
                        message: "{{courier.inbox}}"
            """;

    private final RouteFolder folder;

    RouteShapeTest(@TempDir Path path) {
        folder = new RouteFolder(path);
    }

    @Test
    void aGoodFolderHasNoFindings() throws IOException {
        folder.with("pipeline/map", GOOD);
        folder.with("pipeline/any-fault", """
                - beans:
                    - name: patience
                      type: org.apache.camel.processor.errorhandler.RedeliveryPolicy
                - routeConfiguration:
                    errorHandler:
                      deadLetterChannel:
                        deadLetterUri: direct:map
                """);

        assertThat(folder.findings()).isEmpty();
    }

    @Test
    void anEmptyFolderHasNoFindings() {
        assertThat(folder.findings()).isEmpty();
    }

    @Test
    void aMissingFolderIsAFinding() {
        assertThat(new RouteFolder(folder.path().resolve("nowhere")).findings())
                .containsExactly(": There is no such folder: routes are looked for in it.");
    }

    @Test
    void theIdIsTheNameOfTheFile() throws IOException {
        folder.with("pipeline/map-record", GOOD);

        assertThat(folder.findings())
                .containsExactly("pipeline/map-record:1: The id is 'map' and the file is 'map-record.camel.yaml': "
                        + "give both the same name.");
    }

    @Test
    void aRouteWithoutAnIdIsToldWhichToTake() throws IOException {
        folder.with("pipeline/map", GOOD.replace("    id: map\n", ""));

        assertThat(folder.findings())
                .containsExactly("pipeline/map:1: This route has no id: write 'id: map', the name of its file.");
    }

    @Test
    void anInstanceOfATemplateIsNamedByItsRouteId() throws IOException {
        folder.with(
                "templates/feed", GOOD.replace("- route:", "- routeTemplate:").replace("id: map", "id: feed"));
        folder.with("feeds/bookings", "- templatedRoute:\n    routeTemplateRef: feed\n    routeId: booking\n");
        folder.with("feeds/events", "- templatedRoute:\n    routeTemplateRef: feed\n");

        assertThat(folder.findings().stream().filter(finding -> finding.startsWith("feeds")))
                .containsExactly(
                        "feeds/bookings:1: The id is 'booking' and the file is 'bookings.camel.yaml': "
                                + "give both the same name.",
                        "feeds/events:1: This templatedRoute has no id: write 'routeId: events', the name of its file.");
    }

    @Test
    void aNamedConfigurationIsNamedAsItsFile() throws IOException {
        folder.with("pipeline/any-fault", "- routeConfiguration:\n    id: faults\n");

        assertThat(folder.findings())
                .containsExactly("pipeline/any-fault:1: The id is 'faults' and the file is 'any-fault.camel.yaml': "
                        + "give both the same name.");
    }

    @Test
    void namesAreKebabCase() throws IOException {
        folder.with("pipeline/mapRecord", GOOD.replace("id: map", "id: mapRecord"));

        assertThat(folder.findings())
                .containsExactly("pipeline/mapRecord: 'mapRecord' is not kebab-case: "
                        + "use small letters and digits with single hyphens.");
    }

    @Test
    void routesAndTemplatesAreDescribed() throws IOException {
        String silent = GOOD.replaceFirst("(?m)^ +description:.*\n", "");
        folder.with("pipeline/map", silent);
        folder.with(
                "templates/feed", silent.replace("- route:", "- routeTemplate:").replaceAll("map", "feed"));

        assertThat(folder.findings())
                .containsExactly(
                        "pipeline/map:1: 'map' has no description: say in one sentence what it does; operators read it.",
                        "templates/feed:1: 'feed' has no description: say in one sentence what it does; "
                                + "operators read it.");
    }

    @Test
    void aFileHoldsOneRoute() throws IOException {
        folder.with("pipeline/map", GOOD + GOOD.replace("map", "deliver"));

        assertThat(folder.findings())
                .containsExactly("pipeline/map:11: This file declares 2 routes (map, deliver): keep one a file.");
    }

    @Test
    void onlyThingsWithARouteBelongAtTheTop() throws IOException {
        folder.with("pipeline/map", GOOD + "- from:\n    uri: scheduler\n    steps: []\n");

        assertThat(folder.findings())
                .containsExactly("pipeline/map:11: 'from' does not belong at the top of a route file: there stand "
                        + "route, routeTemplate, templatedRoute, routeConfiguration and beans.");
    }

    @Test
    void aFileHasAtMostEightyLines() throws IOException {
        folder.with("pipeline/map", GOOD + "\n".repeat(70));
        assertThat(folder.findings()).isEmpty();

        folder.with("pipeline/map", GOOD + "\n".repeat(71));
        assertThat(folder.findings())
                .containsExactly("pipeline/map:81: This file has 81 lines, 80 are allowed: "
                        + "move a stage to a route of its own.");
    }

    @Test
    void aDeadLetterRouteIsForACodeThatExists() throws IOException {
        for (String code : new String[] {"7305", "malformed-record", "default", "7399"}) {
            folder.with("outcomes/dead-letter-" + code, GOOD.replace("map", "dead-letter-" + code));
        }

        assertThat(folder.findings())
                .containsExactly(
                        "outcomes/dead-letter-7399:1: No dead letter has the code '7399', so this route would "
                                + "never be used: take a code of the outcome table, a code of the courier's own, or 'default'.");
    }

    @Test
    void aFileThatCamelWouldNotReadIsAFinding() throws IOException {
        Files.writeString(folder.path().resolve("map.yaml"), GOOD);

        assertThat(folder.findings())
                .containsExactly("map.yaml: This file is not read: the name of a route file ends in '.camel.yaml'.");
    }

    @Test
    void whatCannotBeReadIsAFindingWithItsLine() throws IOException {
        folder.with("a", "- route:\n    id: a\n   from: x\n");
        folder.with("b", "route:\n  id: b\n");
        folder.with("c", "");
        folder.with("d", GOOD.replace("id: map", "id: d\n    id: d"));
        folder.with("e", "- route: &all\n    id: e\n- route: *all\n");
        Files.write(
                folder.path().resolve("f.camel.yaml"),
                "- beans: [{name: Zürich}]".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(folder.findings())
                .containsExactly(
                        "a:3: This is not YAML: expected <block end>, but found '<block mapping start>'.",
                        "b:1: A route file is a list: begin it with '- route:'.",
                        "c:1: A route file is a list: begin it with '- route:'.",
                        "d:3: This is not YAML: Duplicate field 'id'.",
                        "e:3: '*all' is an alias: write its value out.",
                        "f: This file is not UTF-8: save it as UTF-8.");
    }
}

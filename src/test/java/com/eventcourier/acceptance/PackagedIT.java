package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars that the build packs do what the classes did in the tests. */
class PackagedIT {

    @TempDir
    Path root;

    @Test
    void theJarDeliversTheSamples() throws Exception {
        CourierFolder folder = CourierFolder.in(root).withSamples();
        String sandbox = "--courier.sandbox.port=" + CourierFolder.freePort();
        try (CourierProcess courier =
                CourierProcess.jar(PackedJars.STARTED, folder, Map.of(), "run", "--until-idle", sandbox)) {
            assertThat(courier.awaitExit())
                    .as("some of the samples are refused on purpose")
                    .isEqualTo(3);
            assertThat(courier.errors()).isEmpty();
        }
        JsonNode audit = CourierFolder.JSON.readTree(
                said(PackedJars.STARTED, folder, "audit", "--json", "--courier.data=data/sandbox"));
        assertThat(audit.path("read").asInt()).isEqualTo(66);
        assertThat(audit.path("accepted").asInt()).isEqualTo(55);
        assertThat(audit.path("balanced").asBoolean()).isTrue();
    }

    @Test
    void theJarKnowsItsVersion() throws Exception {
        assertThat(said(PackedJars.STARTED, CourierFolder.in(root), "--version"))
                .matches("Event Courier \\d+\\.\\d+\\.\\d+.*\\R");
    }

    @Test
    void theJarOfTheContainerImageWorksToo() throws Exception {
        assertThat(said(PackedJars.LAYERS, CourierFolder.in(root), "check")).contains("mapping cases");
    }

    @Test
    void theFlatJarHasEveryLineThatSeveralLibrariesWrite() throws Exception {
        assertThat(PackedJars.missing()).isEmpty();
    }

    private static String said(Path jar, CourierFolder folder, String... command) throws Exception {
        try (CourierProcess courier = CourierProcess.jar(jar, folder, Map.of(), command)) {
            assertThat(courier.awaitExit()).as(courier.errors()).isZero();
            return courier.output();
        }
    }
}

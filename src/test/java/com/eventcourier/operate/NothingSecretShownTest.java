package com.eventcourier.operate;

import static com.eventcourier.operate.ManagedCourier.OPERATOR;
import static com.eventcourier.operate.ManagedCourier.VIEWER;
import static com.eventcourier.operate.ManagedCourier.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.Planted;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Secrets that were planted, and customers that were sent, are in nothing that the courier shows of itself. */
@ExtendWith(OutputCaptureExtension.class)
class NothingSecretShownTest {

    private static final String TOKEN = "cGxhbnRlZDpzZWNyZXQtb2YtdGhlLXdlYmhvb2s=";
    private static final String ADDRESS = "planted-address-of-the-webhook";
    private static final String PASSWORD = "planted-password-of-basic";
    private static final List<String> CUSTOMERS = List.of("919876500001", "919876500002", "no-mobile-98765");
    private static final String FILE = """
            booking_ref,mobile,age,hotel,nights,booked_at
            S-1,919876500001,30,Sea View,2,01/11/2026 10:00:00
            S-2,919876500002,old,Sea View,2,01/11/2026 10:00:00
            S-3,no-mobile-98765,30,Sea View,2,01/11/2026 10:00:00
            S-4,919876500001,30,Sea View,9,01/11/2026 10:00:00
            """;

    @TempDir
    Path root;

    @Test
    void neitherLogsNorMBeansNorHealthNorMetricsShowASecretOrACustomer(CapturedOutput log) throws Exception {
        Map<String, String> shown = new TreeMap<>();
        try (ManagedCourier courier = new ManagedCourier(
                root,
                "--courier.sandbox.enabled=true",
                "--courier.sandbox.token=" + TOKEN,
                "--courier.accounts.other.url=https://127.0.0.1:9/" + ADDRESS,
                "--courier.accounts.other.auth.type=basic",
                "--courier.accounts.other.auth.user=user",
                "--courier.accounts.other.auth.password=" + PASSWORD)) {
            courier.withSamplesDone();
            Path inbox = courier.data().resolve("inbox/bookings");
            Files.move(Files.writeString(inbox.resolve("secret.csv.tmp"), FILE), inbox.resolve("secret.csv"));
            courier.awaitReport("bookings/secret.csv");
            String token = Files.readString(courier.data().resolve("desk.token"));

            shown.put("MBeans over Jolokia", all(courier));
            shown.put("MBeans of the platform", Planted.mbeans("*:*"));
            for (String path : paths(courier)) {
                shown.put(path, courier.get(path, basic(VIEWER)).body());
                shown.put(path + " without a login", courier.get(path, null).body());
            }
            shown.put("log", log.getAll());

            assertThat(shown.get("MBeans over Jolokia")).contains("ExchangesTotal");
            assertThat(shown.get("MBeans of the platform")).contains("ExchangesTotal", "SystemProperties");
            assertThat(shown.get("/actuator/prometheus")).contains("courier_events_total");
            assertThat(shown.get("log")).contains("secret.csv of feed bookings: 4 read");
            List<String> planted = new ArrayList<>(List.of(TOKEN, ADDRESS, PASSWORD, token));
            planted.addAll(List.of("looks-at-it", "mends-it-all", "$2a$"));
            planted.addAll(CUSTOMERS);
            shown.forEach((where, text) -> assertThat(planted).as(where).allSatisfy(secret -> assertThat(
                            text.contains(secret))
                    .as("%s shows %s", where, secret)
                    .isFalse()));
        }
    }

    private static String all(ManagedCourier courier) throws Exception {
        return courier.jolokia(OPERATOR, "{\"type\":\"read\",\"mbean\":\"*:*\",\"config\":{\"ignoreErrors\":true}}")
                .toString();
    }

    private static List<String> paths(ManagedCourier courier) throws IOException, InterruptedException {
        List<String> paths = new ArrayList<>(List.of("/actuator", "/actuator/hawtio/", "/login"));
        JsonNode links = ManagedCourier.JSON
                .readTree(courier.get("/actuator", basic(VIEWER)).body())
                .path("_links");
        links.forEach(link -> {
            if (!link.path("templated").asBoolean()) {
                paths.add(link.path("href").asText().replaceFirst("http://[^/]+", ""));
            }
        });
        assertThat(paths).contains("/actuator/health", "/actuator/prometheus");
        return paths;
    }
}

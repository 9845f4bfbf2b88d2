package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** An operator's first look, in a real browser: log in, see the routes and what went through them. */
class HawtioTest {

    /** The samples that are posted. */
    private static final int EVENTS = 55;

    @TempDir
    Path root;

    @Test
    void anOperatorLogsInAndSeesTheRoutesAndWhatWentThroughThem() throws Exception {
        CourierFolder folder = CourierFolder.in(root).withSamples();
        int port = CourierFolder.freePort();
        try (CourierProcess courier = CourierProcess.start(folder, Map.of(), "run", "--courier.sandbox.port=" + port);
                Browser browser = new Browser()) {
            courier.awaitOutput("bookings-2026-11.csv of feed bookings: 40 read");
            String url = found(courier, "are at (http://[^ ]+) for those");
            String password = found(courier, "log in as operator with the password (\\S+)");

            browser.open(url);
            browser.type(By.name("username"), "operator");
            browser.type(By.name("password"), password);
            browser.screenshot("login");
            browser.click(By.cssSelector("button[type=submit]"));
            browser.awaitText("Camel");
            browser.screenshot("hawtio");

            browser.click(By.xpath("//button[normalize-space(.)='Expand all']"));
            browser.click(By.xpath("//*[contains(@class, 'tree-view__node-text')][normalize-space(.)='post-sandbox']"));
            browser.find(By.xpath("//*[contains(@class, 'camel-node-id')][contains(., 'claim-key-sandbox')]"));
            await("what went through the route").atMost(Sizes.PATIENCE).until(() -> counted(browser) >= EVENTS);
            browser.screenshot("route-diagram");
        }
    }

    /** The number at the head of the diagram: what came into the route. */
    private static int counted(Browser browser) {
        return Integer.parseInt(
                browser.find(By.cssSelector(".camel-node-content .number")).getText());
    }

    private static String found(CourierProcess courier, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(courier.output());
        assertThat(found.find()).as(courier.output()).isTrue();
        return found.group(1);
    }
}

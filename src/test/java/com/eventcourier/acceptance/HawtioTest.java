package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** An operator's first look, in a real browser: log in, see the routes and what went through them. */
class HawtioTest {

    private static final String ROUTES_NODE = "root-org.apache.camel-event-courier-routes";

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

            browser.open(url + "actuator/hawtio/camel/routeDiagram?nid=" + ROUTES_NODE);
            browser.awaitText("Route Diagram");
            browser.click(By.xpath("//*[text()='post-sandbox']"));
            browser.awaitText("claim-key-sandbox");
            browser.screenshot("route-diagram");
            System.out.println(browser.address() + "\n" + browser.text() + "\n" + browser.complaints());
        }
    }

    private static String found(CourierProcess courier, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(courier.output());
        assertThat(found.find()).as(courier.output()).isTrue();
        return found.group(1);
    }
}

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

    @TempDir
    Path root;

    @Test
    void anOperatorLogsInAndSeesWhatWentThroughTheRoutes() throws Exception {
        CourierFolder folder = CourierFolder.in(root).withSamples();
        int port = CourierFolder.freePort();
        try (CourierProcess courier = CourierProcess.start(folder, Map.of(), "run", "--courier.sandbox.port=" + port);
                Browser browser = new Browser()) {
            courier.awaitOutput("events.ndjson of feed events: 20 read");
            String url = found(courier, "are at (http://[^ ]+) for those");
            String password = found(courier, "log in as operator with the password (\\S+)");

            browser.open(url);
            browser.type(By.name("username"), "operator");
            browser.type(By.name("password"), password);
            browser.screenshot("login");
            browser.click(By.cssSelector("button[type=submit]"));
            browser.awaitText("Camel");
            browser.screenshot("hawtio-start");
            System.out.println(browser.address() + "\n" + browser.text() + "\n" + browser.complaints());
            for (String page : new String[] {
                "camel/attributes", "camel/routes", "camel/routeDiagram", "camel/chart", "jmx", "runtime/sysprops"
            }) {
                try {
                    browser.open(url + "actuator/hawtio/" + page);
                    Thread.sleep(4000);
                    browser.screenshot("x-" + page.replace('/', '-'));
                    System.out.println(
                            page + " " + browser.address() + "\n" + browser.text() + "\n" + browser.complaints());
                } catch (Exception e) {
                    System.out.println(e);
                }
            }
            java.nio.file.Files.writeString(Path.of("target/courier.out"), courier.output() + courier.errors());
        }
    }

    private static String found(CourierProcess courier, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(courier.output());
        assertThat(found.find()).as(courier.output()).isTrue();
        return found.group(1);
    }
}

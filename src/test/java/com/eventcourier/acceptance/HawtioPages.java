package com.eventcourier.acceptance;

import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebDriverException;

/** Hawtio's pages as an operator uses them. */
final class HawtioPages {

    private static final By EXPAND = By.xpath("//button[normalize-space(.)='Expand all']");

    private final Browser browser;
    private final String url;

    HawtioPages(Browser browser, String url) {
        this.browser = browser;
        this.url = url;
    }

    /** The address alone leads to the form, and the form to Hawtio. */
    void logIn(String user, String password) {
        browser.open(url);
        browser.type(By.name("username"), user);
        browser.type(By.name("password"), password);
        browser.screenshot("login");
        browser.click(By.cssSelector("button[type=submit]"));
        browser.find(EXPAND);
    }

    /** Opens the diagram of a route and waits for one of its steps. */
    void openRoute(String route, String step) {
        browser.click(EXPAND);
        select(route);
        browser.find(By.xpath("//*[contains(@class, 'camel-node-id')][contains(., '" + step + "')]"));
    }

    private void select(String node) {
        browser.click(By.xpath("//*[contains(@class, 'tree-view__node-text')][normalize-space(.)='" + node + "']"));
    }

    /** Waits until the number at a step of the diagram, what went through it, is so large; it is drawn anew again and again. */
    void awaitCounted(String step, int least) {
        By number = By.xpath("//*[contains(@class, 'camel-node-content')][contains(., '" + step
                + "')]//*[contains(@class, 'number')]");
        await("what went through " + step)
                .atMost(Sizes.PATIENCE)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .ignoreExceptionsInstanceOf(NumberFormatException.class)
                .until(() -> Integer.parseInt(browser.find(number).getText()) >= least);
    }

    /** Opens the operations of one of the courier's MBeans. */
    void openDesk(String bean) {
        browser.open(url + "actuator/hawtio/jmx");
        browser.click(EXPAND);
        select(bean);
        browser.click(By.xpath("//*[normalize-space(text())='Operations']"));
    }

    /** Fills in the form of an operation, executes it and answers what comes of it. */
    String execute(String operation, Map<String, String> arguments) {
        String form = "//section[starts-with(@id, 'operation-execute-" + operation + "(')]";
        By toggle = By.xpath(form + "/ancestor::li//button[@aria-label='Details']");
        if (browser.find(toggle).getDomAttribute("aria-expanded").equals("false")) {
            browser.click(toggle);
        }
        arguments.forEach((name, value) ->
                browser.type(By.xpath(form + "//input[contains(@id, '-form-input-" + name + "-')]"), value));
        browser.click(By.xpath(form + "//button[normalize-space(.)='Execute']"));
        return result(form);
    }

    private String result(String form) {
        By whole = By.xpath(form + "/ancestor::li");
        await("a result")
                .atMost(Sizes.PATIENCE)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> browser.find(whole).getText().contains("Result"));
        browser.scrollToEnd(whole);
        String text = browser.find(whole).getText();
        int at = text.lastIndexOf("Result");
        if (at < 0) {
            throw new NoSuchElementException("a result in " + text);
        }
        return text.substring(at + "Result".length()).strip();
    }
}

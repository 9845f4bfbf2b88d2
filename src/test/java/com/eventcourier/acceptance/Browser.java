package com.eventcourier.acceptance;

import static org.awaitility.Awaitility.await;

import com.eventcourier.DebianPackages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A real browser, Debian's Chromium, without a screen. Where it is missing it is installed, or the test fails. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;

    Browser() {
        install();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--window-size=1600,1200");
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    private static void install() {
        DebianPackages.need(CHROMIUM, "chromium");
        DebianPackages.need(DRIVER, "chromium-driver");
    }

    void open(String url) {
        driver.get(url);
    }

    WebElement find(By where) {
        return await(where.toString())
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(
                        // a page that draws itself again between two looks makes a found element a stale one
                        () -> driver.findElements(where).stream()
                                .filter(WebElement::isDisplayed)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    void type(By where, String text) {
        WebElement field = find(where);
        field.clear();
        field.sendKeys(text);
    }

    void click(By where) {
        await("a click on " + where)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> {
                    find(where).click();
                    return true;
                });
    }

    /** So that its end is seen. */
    void scrollToEnd(By where) {
        driver.executeScript("arguments[0].scrollIntoView({block: 'end'})", find(where));
    }

    /** Leaves what is seen now in {@code target/screenshots}. */
    void screenshot(String name) {
        try {
            Path folder = Files.createDirectories(Path.of("target/screenshots"));
            Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}

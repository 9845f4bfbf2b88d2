package com.eventcourier.operate;

import static com.eventcourier.operate.ManagedCourier.OPERATOR;
import static com.eventcourier.operate.ManagedCourier.VIEWER;
import static com.eventcourier.operate.ManagedCourier.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Who gets in at the management port, and how. */
class ManagementPortTest {

    private static final String VERSION = "{\"type\":\"version\"}";
    private static final String JOLOKIA = "/actuator/hawtio/jolokia";

    @TempDir
    static Path root;

    private static ManagedCourier courier;

    @BeforeAll
    static void start() throws IOException {
        courier = new ManagedCourier(
                root, "--courier.management.users.third.password=" + ManagedCourier.hash("has-forgotten"));
    }

    @AfterAll
    static void stop() throws IOException {
        courier.close();
        assertThat(courier.data().resolve("desk.token")).doesNotExist();
    }

    @Test
    void withoutALoginOnlyLivenessAnswers() throws Exception {
        Set<String> paths = paths();
        assertThat(paths)
                .contains("/", "/actuator", "/actuator/health", "/actuator/prometheus", "/actuator/hawtio/jolokia/x")
                .contains("/actuator/jolokia/x", "/actuator/health/x", "/actuator/hawtio");
        paths.add("/actuator/health/readiness");
        paths.add("/actuator/health/liveness/../../prometheus");
        paths.add("/actuator/health/liveness;/x");
        for (String path : paths) {
            assertThat(courier.get(path, null).statusCode()).as("GET %s", path).isIn(400, 401);
            assertThat(courier.post(path, null, "application/json", VERSION).statusCode())
                    .as("POST %s", path)
                    .isIn(400, 401, 403);
        }
        HttpResponse<String> liveness = courier.get("/actuator/health/liveness", null);
        assertThat(liveness.statusCode()).isEqualTo(200);
        assertThat(liveness.body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(courier.post("/actuator/health/liveness", null, "text/plain", "")
                        .statusCode())
                .isIn(401, 403);
    }

    /** All that the server maps, with something in the place of what is open. */
    private static Set<String> paths() {
        Object initializer = courier.context().getBean("childManagementContextInitializer");
        var child = (ServletWebServerApplicationContext) ReflectionTestUtils.getField(initializer, "managementContext");
        Set<String> paths = new TreeSet<>();
        for (HandlerMapping mapping : child.getBeansOfType(HandlerMapping.class).values()) {
            if (mapping instanceof AbstractUrlHandlerMapping urls) {
                paths.addAll(urls.getHandlerMap().keySet());
            }
            if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
                methods.getHandlerMethods().keySet().forEach(info -> paths.addAll(info.getPatternValues()));
            }
        }
        child.getServletContext()
                .getServletRegistrations()
                .values()
                .forEach(servlet -> paths.addAll(servlet.getMappings()));
        Set<String> open = new TreeSet<>();
        for (String path : paths) {
            open.add(path.replaceAll("\\*+|\\{[^}]*}", "x").replaceAll("[<>]", "x"));
        }
        open.add("/");
        open.add("/nothing/here");
        return open;
    }

    @Test
    void theOtherServerKnowsNothingOfIt() throws Exception {
        for (String path :
                new String[] {"/actuator", "/actuator/health/liveness", "/actuator/hawtio/", "/login", "/"}) {
            HttpResponse<String> answer =
                    courier.send(HttpRequest.newBuilder(courier.sandbox().resolve(path)));
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().map().keySet()).doesNotContain("set-cookie", "www-authenticate");
        }
    }

    @Test
    void aViewerAndAnOperatorGetInWithTheirPasswords() throws Exception {
        for (String path : new String[] {"/actuator/health/readiness", "/actuator/prometheus", "/actuator/hawtio/"}) {
            assertThat(courier.get(path, basic(VIEWER)).statusCode()).as(path).isEqualTo(200);
            assertThat(courier.get(path, basic(OPERATOR)).statusCode()).as(path).isEqualTo(200);
            assertThat(courier.get(path, basic("vera:mends-it-all")).statusCode())
                    .isEqualTo(401);
            assertThat(courier.get(path, basic("nobody:looks-at-it")).statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> start = courier.get("/", basic(VIEWER));
        assertThat(start.statusCode()).isEqualTo(307);
        assertThat(start.headers().firstValue("Location")).hasValue("/actuator/hawtio/");
    }

    @Test
    void aCommandOfThisMachineShowsTheTokenOfTheDataFolder() throws Exception {
        Path file = courier.data().resolve("desk.token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String token = Files.readString(file);

        assertThat(token).hasSizeGreaterThan(40);
        assertThat(courier.get("/actuator/health", "Bearer " + token).statusCode())
                .isEqualTo(200);
        assertThat(courier.post(JOLOKIA, "Bearer " + token, "text/plain", VERSION)
                        .statusCode())
                .isEqualTo(200);
        assertThat(courier.get("/actuator/health", "Bearer " + token.substring(1))
                        .statusCode())
                .isEqualTo(401);
        assertThat(courier.get("/actuator/health", "Bearer").statusCode()).isEqualTo(401);
    }

    @Test
    void whatAnotherSiteCouldSendIsRefused() throws Exception {
        assertThat(courier.post(JOLOKIA, basic(OPERATOR), "text/plain", VERSION).statusCode())
                .isEqualTo(403);
        assertThat(courier.post(JOLOKIA, basic(OPERATOR), "application/x-www-form-urlencoded", VERSION)
                        .statusCode())
                .isEqualTo(403);
        assertThat(courier.post(JOLOKIA, basic(OPERATOR), "application/json", VERSION)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> byLink =
                courier.get("/actuator/jolokia/read/java.lang:type=Memory/HeapMemoryUsage", basic(OPERATOR));
        assertThat(byLink.body()).contains("\"status\":403").doesNotContain("used");
        HttpResponse<String> asked = courier.send(courier.request(JOLOKIA, null)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "POST"));
        assertThat(asked.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-allow"));
    }

    @Test
    void aLoginInTheFormIsASessionOfItsOwnThatNoOtherSiteCanUse() throws Exception {
        CookieManager cookies = new CookieManager();
        HttpClient browser = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .build();
        HttpResponse<String> form = page(browser, "/actuator/hawtio/", "text/html");
        assertThat(form.statusCode()).isEqualTo(302);
        String before = cookie(cookies, "courier");
        Matcher hidden = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"")
                .matcher(page(browser, "/login", "text/html").body());
        assertThat(hidden.find()).isTrue();
        assertThat(login(browser, "username=otto&password=mends-it-all").statusCode())
                .isEqualTo(403);
        HttpResponse<String> in = login(browser, "username=otto&password=mends-it-all&_csrf=" + hidden.group(1));

        assertThat(in.statusCode()).isEqualTo(302);
        assertThat(in.headers().firstValue("Location").orElseThrow()).doesNotContain("error");
        assertThat(in.headers().allValues("Set-Cookie"))
                .anySatisfy(set -> assertThat(set).startsWith("courier=").contains("HttpOnly", "SameSite=Strict"));
        assertThat(cookie(cookies, "courier")).isNotEqualTo(before);
        HttpRequest.Builder call = HttpRequest.newBuilder(courier.management().resolve(JOLOKIA))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(VERSION));
        assertThat(browser.send(call.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
        page(browser, "/actuator/health", "application/json");
        call.header("X-XSRF-TOKEN", cookie(cookies, "XSRF-TOKEN"));
        assertThat(browser.send(call.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    /** Some clients show their login only when they are asked for it. */
    @Test
    void whoSendsJsonWithoutALoginIsAskedForIt() throws Exception {
        for (String path : new String[] {"/desk/feeds/scan", JOLOKIA}) {
            HttpResponse<String> asked = courier.send(courier.request(path, null)
                    .header("Content-Type", "application/json")
                    .header("Accept", "*/*")
                    .POST(BodyPublishers.ofString("{}")));
            assertThat(asked.statusCode()).as(path).isEqualTo(401);
            assertThat(asked.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .as(path)
                    .startsWith("Basic realm=");
            assertThat(courier.post(path, null, "text/plain", "{}").statusCode())
                    .as(path)
                    .isEqualTo(403);
            HttpResponse<String> inASession = courier.send(courier.request(path, null)
                    .header("Content-Type", "application/json")
                    .header("Cookie", "courier=0123456789ABCDEF")
                    .POST(BodyPublishers.ofString("{}")));
            assertThat(inASession.statusCode()).as(path).isEqualTo(403);
        }
    }

    private static HttpResponse<String> page(HttpClient browser, String path, String accept) throws Exception {
        URI uri = courier.management().resolve(path);
        return browser.send(HttpRequest.newBuilder(uri).header("Accept", accept).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> login(HttpClient browser, String form) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(courier.management().resolve("/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String cookie(CookieManager cookies, String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyAnswerTellsTheBrowserToBeCareful() throws Exception {
        var headers = courier.get("/actuator/hawtio/", basic(VIEWER)).headers();

        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "script-src 'self';", "frame-ancestors 'none'");
        assertThat(headers.firstValue("Referrer-Policy")).isPresent();
    }

    @Test
    void passwordsCannotBeTriedOut() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(courier.get("/actuator/health", basic("third:guess-" + i))
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(courier.get("/actuator/health", basic("third:has-forgotten")).statusCode())
                .isEqualTo(401);
        assertThat(courier.get("/actuator/health", basic(VIEWER)).statusCode()).isEqualTo(200);
    }
}

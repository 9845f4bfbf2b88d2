package com.eventcourier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SandboxBannerTest {

    @Test
    void itSaysWhereThingsAreAndHowToLeave() {
        String banner = SandboxBanner.text(
                Path.of("data/sandbox/inbox"),
                Path.of("data/sandbox/outbox"),
                Path.of("data/sandbox/dead-letters"),
                URI.create("http://127.0.0.1:8080"));

        assertThat(banner)
                .contains(
                        "Nothing leaves this machine.",
                        Path.of("data/sandbox/inbox") + "/<feed>/",
                        Path.of("data/sandbox/outbox") + "/<feed>/",
                        Path.of("data/sandbox/dead-letters") + "/<code>/",
                        "http://127.0.0.1:8080/sandbox/events",
                        "COURIER_ACCOUNTS_MAIN_URL=",
                        "COURIER_ACCOUNTS_MAIN_AUTH_TYPE=basic-token",
                        "COURIER_ACCOUNTS_MAIN_AUTH_TOKEN=");
        assertThat(banner.chars()).allMatch(c -> c == '\n' || (c >= 32 && c < 127));
    }
}

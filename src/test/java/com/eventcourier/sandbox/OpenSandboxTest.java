package com.eventcourier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "courier.sandbox.token=")
class OpenSandboxTest extends RunningSandbox {

    @Test
    void withoutATokenEveryOneMayEnter() throws Exception {
        assertThat(send("POST", "/eucrm/webhooks/w1", EVENT, null).statusCode()).isEqualTo(200);
        assertThat(send("POST", "/eucrm/webhooks/w1", EVENT, "Basic b3RoZXI=").statusCode())
                .isEqualTo(200);
    }
}

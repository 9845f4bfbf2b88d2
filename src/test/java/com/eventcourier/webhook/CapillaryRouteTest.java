package com.eventcourier.webhook;

import static com.eventcourier.webhook.RawServer.YES;
import static com.eventcourier.webhook.RawServer.answer;
import static com.eventcourier.webhook.RawServer.code;
import static com.eventcourier.webhook.RawServer.send;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventcourier.event.ConfigFault;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The component as a route uses it. */
class CapillaryRouteTest {

    private final RawServer server = new RawServer(
            (request, socket) -> send(socket, request.body().contains("bad") ? code(7308) : answer(200, YES)));
    private final Accounts accounts = TestAccounts.main(
            server.url(),
            "auth.type",
            "basic-token",
            "auth.token",
            "c2VjcmV0",
            "probe-first",
            "1h",
            "probe-ceiling",
            "1h");
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        camel.getRegistry().bind("capillary", new CapillaryComponent(accounts));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:deliver").routeId("deliver").to("capillary:main");
            }
        });
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        camel.stop();
        accounts.close();
        server.close();
    }

    @Test
    void theOutcomeIsInVariablesAndTheBodyStays() {
        Outgoing event = TestAccounts.patient("e");
        Exchange done = template.send(
                "direct:deliver", exchange -> exchange.getMessage().setBody(event));
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isSameAs(event);
        assertThat(done.getVariable("outcome")).isEqualTo("accepted");
        assertThat(done.getVariable("code")).isEqualTo("1100");
        assertThat(done.getVariable("requestId")).isEqualTo("r-1");
        assertThat(done.getVariable("verdict", Verdict.class).httpStatus()).isEqualTo(200);
    }

    @Test
    void textAndBytesAreSentAsTheyAreWithoutTheMessagesHeaders() {
        for (Object body : new Object[] {"{\"a\":\"ä\"}", "{\"a\":\"ä\"}".getBytes(UTF_8)}) {
            Exchange done = template.send("direct:deliver", exchange -> {
                exchange.getMessage().setBody(body);
                exchange.getMessage().setHeader("CamelHttpUri", "http://elsewhere.example/");
                exchange.getMessage().setHeader("X-Foreign", "yes");
            });
            assertThat(done.getVariable("outcome")).isEqualTo("accepted");
            assertThat(done.getMessage().getBody()).isSameAs(body);
        }
        assertThat(server.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.body().getBytes(ISO_8859_1)).isEqualTo("{\"a\":\"ä\"}".getBytes(UTF_8));
            assertThat(request.headers())
                    .containsOnlyKeys("Authorization", "Content-Type", "Content-Length", "Host", "Connection");
        });
    }

    @Test
    void aRefusedEventIsNoException() {
        Exchange done = template.send(
                "direct:deliver", exchange -> exchange.getMessage().setBody("{\"bad\":1}"));
        assertThat(done.getException()).isNull();
        assertThat(done.getVariable("outcome")).isEqualTo("dead");
        assertThat(done.getVariable("code")).isEqualTo("7308");
        assertThat(done.getVariable("requestId")).isNull();
    }

    @Test
    void anAccountThatIsNotThereStopsTheRouteWithASentence() {
        assertThatThrownBy(() -> camel.getEndpoint("capillary:nain"))
                .rootCause()
                .isInstanceOf(ConfigFault.class)
                .hasMessageStartingWith("There is no account 'nain'");
    }

    @Test
    void theComponentTakesNoOptions() {
        assertThatThrownBy(() -> camel.getEndpoint("capillary:main?url=x"))
                .hasMessageContaining("Unknown parameters=[{url=x}]");
    }

    @Test
    void theAddressInTheRouteHoldsNoSecret() {
        assertThat(camel.getEndpoint("capillary:main").getEndpointUri()).isEqualTo("capillary://main");
        assertThat(camel.getEndpoint("capillary:main").toString()).doesNotContain("secret", "c2VjcmV0", "webhooks");
    }

    @Test
    void aStopReachesTheRouteAsAnExceptionThatSaysNothingWasSent() {
        accounts.get("main").gate().settle(Turn.FREE, "x", 0, hold());
        accounts.release();
        Exchange done = template.send(
                "direct:deliver", exchange -> exchange.getMessage().setBody("{}"));
        assertThat(done.getException()).isInstanceOf(StoppedWhileWaiting.class);
        assertThat(server.requests()).isEmpty();
    }

    private static Verdict hold() {
        return new Verdict(Outcome.HOLD, "http-401", null, 401, null, null, "HTTP 401", 1, null);
    }
}

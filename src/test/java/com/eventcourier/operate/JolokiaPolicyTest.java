package com.eventcourier.operate;

import static com.eventcourier.operate.ManagedCourier.JSON;
import static com.eventcourier.operate.ManagedCourier.OPERATOR;
import static com.eventcourier.operate.ManagedCourier.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a viewer and an operator may do with the MBeans of the process: every operation and attribute that there is. */
class JolokiaPolicyTest {

    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();
    private static final int BULK = 400;

    @TempDir
    static Path root;

    private static ManagedCourier courier;

    @BeforeAll
    static void start() throws IOException {
        courier = new ManagedCourier(root).withSamplesDone();
    }

    @AfterAll
    static void stop() {
        courier.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {VIEWER, OPERATOR})
    void everyOperationIsForbiddenButThoseThatDrawAndAsk(String login) throws Exception {
        List<ObjectNode> forbidden = new ArrayList<>();
        List<ObjectNode> allowed = new ArrayList<>();
        for (ObjectName bean : beans()) {
            for (MBeanOperationInfo operation : BEANS.getMBeanInfo(bean).getOperations()) {
                (isAllowed(bean, operation) ? allowed : forbidden).add(call(bean, operation));
            }
        }

        assertThat(forbidden).hasSizeGreaterThan(1000);
        assertThat(answers(login, forbidden))
                .allSatisfy(answer -> assertThat(answer.path("status").asInt()).isEqualTo(403));
        Set<String> tried = new TreeSet<>();
        for (ObjectNode call : allowed) {
            if (tried.add(call.path("operation").asText())) {
                assertThat(answer(login, call)).as(call.toString()).doesNotContain("forbidden", "\"status\":403");
            }
        }
        assertThat(tried).contains("dumpRoutesAsXml()", "canInvoke(java.util.Map)");
    }

    private static boolean isAllowed(ObjectName bean, MBeanOperationInfo operation) {
        String type = bean.getDomain() + " " + bean.getKeyProperty("type");
        String name = operation.getName();
        return switch (type) {
            case "hawtio security" -> name.equals("canInvoke");
            case "org.apache.camel context" ->
                signature(operation).equals("dumpRoutesAsXml()") || name.equals("dumpRoutesStatsAsXml");
            case "org.apache.camel routes" ->
                signature(operation).equals("dumpRouteAsXml()") || name.equals("dumpRouteStatsAsXml");
            default -> false;
        };
    }

    /** With an argument too many: what is allowed is not done. */
    private static ObjectNode call(ObjectName bean, MBeanOperationInfo operation) {
        ObjectNode call = JSON.createObjectNode()
                .put("type", "exec")
                .put("mbean", bean.toString())
                .put("operation", signature(operation));
        for (int i = 0; i <= operation.getSignature().length; i++) {
            call.withArray("arguments").add(true);
        }
        return call;
    }

    private static String answer(String login, ObjectNode call) throws Exception {
        return courier.post(
                        "/actuator/hawtio/jolokia", ManagedCourier.basic(login), "application/json", call.toString())
                .body();
    }

    /** The courier's own operations judge by themselves. */
    private static List<ObjectName> beans() {
        return BEANS.queryNames(null, null).stream()
                .filter(bean -> !bean.getDomain().equals("com.eventcourier"))
                .toList();
    }

    private static String signature(MBeanOperationInfo operation) {
        List<String> types = new ArrayList<>();
        for (MBeanParameterInfo parameter : operation.getSignature()) {
            types.add(parameter.getType());
        }
        return operation.getName() + "(" + String.join(",", types) + ")";
    }

    private static List<JsonNode> answers(String login, List<ObjectNode> calls) throws Exception {
        List<JsonNode> answers = new ArrayList<>();
        for (int from = 0; from < calls.size(); from += BULK) {
            ArrayNode bulk = JSON.createArrayNode();
            bulk.addAll(calls.subList(from, Math.min(calls.size(), from + BULK)));
            courier.jolokia(login, bulk.toString()).forEach(answers::add);
        }
        assertThat(answers).hasSameSizeAs(calls);
        return answers;
    }

    @ParameterizedTest
    @ValueSource(strings = {VIEWER, OPERATOR})
    void nobodyWritesAnAttribute(String login) throws Exception {
        List<ObjectNode> writes = new ArrayList<>();
        for (ObjectName bean : BEANS.queryNames(null, null)) {
            for (MBeanAttributeInfo attribute : BEANS.getMBeanInfo(bean).getAttributes()) {
                if (attribute.isWritable()) {
                    writes.add(JSON.createObjectNode()
                            .put("type", "write")
                            .put("mbean", bean.toString())
                            .put("attribute", attribute.getName())
                            .put("value", "no such value"));
                }
            }
        }

        assertThat(writes).hasSizeGreaterThan(50);
        assertThat(answers(login, writes))
                .allSatisfy(answer -> assertThat(answer.path("status").asInt()).isEqualTo(403));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"exec","mbean":"com.sun.management:type=HotSpotDiagnostic","operation":"dumpHeap","arguments":["/tmp/x.hprof",true]}
            {"type":"exec","mbean":"com.sun.management:type=DiagnosticCommand","operation":"vmSystemProperties","arguments":[]}
            {"type":"exec","mbean":"java.util.logging:type=Logging","operation":"setLoggerLevel","arguments":["","FINE"]}
            {"type":"exec","mbean":"java.lang:type=Memory","operation":"gc"}
            {"type":"exec","mbean":"jdk.management.jfr:type=FlightRecorder","operation":"newRecording"}
            {"type":"exec","mbean":"org.apache.camel:context=event-courier,type=context,name=\\"event-courier\\"","operation":"dumpRoutesAsXml(boolean)","arguments":[true]}
            {"type":"exec","mbean":"org.apache.camel:context=event-courier,type=context,name=\\"event-courier\\"","operation":"dumpRoutesAsYaml(boolean)","arguments":[true]}
            {"type":"exec","mbean":"org.apache.camel:context=event-courier,type=context,name=\\"event-courier\\"","operation":"sendBody(java.lang.String,java.lang.Object)","arguments":["direct:retry","x"]}
            {"type":"exec","mbean":"org.apache.camel:context=event-courier,type=routes,name=\\"bookings\\"","operation":"updateRouteFromXml","arguments":["<route/>"]}
            {"type":"exec","mbean":"org.apache.camel:context=event-courier,type=routes,name=\\"bookings\\"","operation":"remove()"}
            {"type":"read","mbean":"java.lang:type=Runtime","attribute":"SystemProperties"}
            {"type":"read","mbean":"java.lang:type=Runtime","attribute":["Name","InputArguments"]}
            {"type":"read","mbean":"com.sun.management:type=HotSpotDiagnostic","attribute":"DiagnosticOptions"}
            {"type":"read","mbean":"org.apache.camel:context=event-courier,type=processors,name=\\"webhook-sandbox\\"","attribute":"Destination"}
            """)
    void whatWouldShowTheProcessOrChangeItIsRefusedToAnOperatorToo(String call) throws Exception {
        JsonNode answer = courier.jolokia(OPERATOR, call);

        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.has("value")).isFalse();
    }

    @Test
    void nobodyIsToldOfNotifications() throws Exception {
        JsonNode answer = courier.jolokia(OPERATOR, "{\"type\":\"notification\",\"command\":\"register\"}");

        assertThat(answer.path("value").path("backend")).isEmpty();
    }

    @Test
    void readingAllAtOnceShowsNoMore() throws Exception {
        for (String mbean : List.of("java.lang:type=Runtime", "java.lang:*", "*:*")) {
            String all = courier.jolokia(
                            OPERATOR,
                            "{\"type\":\"read\",\"mbean\":\"" + mbean + "\",\"config\":{\"ignoreErrors\":true}}")
                    .toString();
            assertThat(all).doesNotContain("java.home", "-Xmx", "\"DiagnosticOptions\":[", "\"Destination\":\"");
        }
    }

    /** The name of such an MBean is its address. */
    @Test
    void noEndpointIsAnMBean() throws Exception {
        for (String type : List.of("endpoints", "consumers", "producers")) {
            assertThat(BEANS.queryNames(
                            new ObjectName("org.apache.camel:context=event-courier,type=" + type + ",*"), null))
                    .as(type)
                    .isEmpty();
        }
        assertThat(BEANS.queryNames(new ObjectName("org.apache.camel:context=event-courier,type=routes,*"), null))
                .hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {VIEWER, OPERATOR})
    void nobodyStopsARouteBehindTheDesksBack(String login) throws Exception {
        String route = "org.apache.camel:context=event-courier,type=routes,name=\\\"log-progress\\\"";
        assertThat(courier.jolokia(login, call(route, "stop()")).path("status").asInt())
                .isEqualTo(403);
        assertThat(state(route)).isEqualTo("Started");
    }

    private static String call(String mbean, String operation) {
        return "{\"type\":\"exec\",\"mbean\":\"" + mbean + "\",\"operation\":\"" + operation + "\"}";
    }

    private static String state(String route) throws Exception {
        return courier.jolokia(VIEWER, "{\"type\":\"read\",\"mbean\":\"" + route + "\",\"attribute\":\"State\"}")
                .path("value")
                .asText();
    }

    @Test
    void theDiagramsShowTheRoutesAsTheyAreWrittenWithWhatWentThrough() throws Exception {
        String context = "org.apache.camel:context=event-courier,type=context,name=\\\"event-courier\\\"";
        String routes = courier.jolokia(VIEWER, call(context, "dumpRoutesAsXml()"))
                .path("value")
                .asText();
        assertThat(routes).contains("<route", "id=\"bookings\"", "id=\"bookings-post\"");
        assertThat(routes).contains("{{feeds.{{feed}}.account}}").doesNotContain("errorHandler", "onException");
        assertThat(attribute("bookings", "Description")).isEqualTo("Reads the files of a feed");
        assertThat((Long) attribute("bookings", "ExchangesTotal")).isPositive();
        assertThat((Long) attribute("accepted", "ExchangesTotal")).isGreaterThanOrEqualTo(55);
    }

    private static Object attribute(String route, String attribute) throws JMException {
        ObjectName name = new ObjectName("org.apache.camel:context=event-courier,type=routes,name=\"" + route + "\"");
        return BEANS.getAttribute(name, attribute);
    }
}

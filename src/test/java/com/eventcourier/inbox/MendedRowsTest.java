package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.JSON;
import static com.eventcourier.inbox.CourierFolder.row;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LetterId;
import com.eventcourier.ledger.LetterQueries;
import com.eventcourier.ledger.State;
import com.eventcourier.operate.CourierCommand;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rejected file that is dropped again, mended or not: what is sent of it, and which dead letters it closes. */
class MendedRowsTest {

    private static final Pattern LETTER = Pattern.compile("\\b\\d+-[0-9a-f]{8}\\b");

    private static final String STAYS = "customer_id,ref,s,sku,cur\n";
    private static final String STAY = "{\"customer\": .customer_id, \"productType\": .ref, \"productName\": .s,"
            + " \"productSku\": .sku, \"productBrand\": .cur}";

    @TempDir
    static Path temp;

    private static Target target;
    private static CourierFolder folder;
    private static RunningCourier courier;

    @BeforeAll
    static void start() {
        target = new Target();
        folder = new CourierFolder(temp)
                .withFeed("semicolons", """
                        event: be_reserved
                        format: {type: csv, delimiter: ';'}
                        zone: Asia/Kolkata
                        dates: ["dd/MM/yyyy HH:mm:ss"]
                        """, CourierFolder.shippedMapping())
                .withFeed(
                        "views",
                        "ProductViewed",
                        "event: ProductViewed\n",
                        "[for (.items) {\"customer\": .customer, \"productSku\": .sku, \"productPrice\": .price}]")
                .withFeed("stays", "ProductViewed", "event: ProductViewed\n", STAY)
                .withFeed("western", "ProductViewed", "event: ProductViewed\nformat: {charset: windows-1252}\n", STAY);
        courier = new RunningCourier(folder, target);
    }

    @AfterAll
    static void stop() {
        courier.close();
        target.close();
    }

    @AfterEach
    void balances() {
        courier.balanced();
    }

    private static String view(String sku, String price) {
        return "{\"customer\":\"919812345678\",\"sku\":\"" + sku + "\",\"price\":" + price + "}";
    }

    /** The rejected file of a file that is dropped now, whatever its report says. */
    private static String rejected(String feed, String name, String content) {
        return rejected(feed, name, content.getBytes(UTF_8));
    }

    private static String rejected(String feed, String name, byte[] content) {
        folder.drop(feed, name, content);
        String file = folder.finished(feed, name).path("rejectedFile").asText();
        return folder.outboxFile(feed, file);
    }

    private static JsonNode report(String feed, String name, String content) {
        folder.drop(feed, name, content);
        return folder.finished(feed, name);
    }

    /** The states of all dead letters that are named in a rejected file. */
    private static List<State> lettersIn(String rejected) {
        LetterQueries letters = new LetterQueries(courier.bean(Ledger.class).queries());
        return LETTER.matcher(rejected)
                .results()
                .map(match -> LetterId.parse(match.group()).orElseThrow())
                .map(letter -> letters.find(letter).orElseThrow().state())
                .toList();
    }

    @Test
    void ofARecordWithOneBadEventOnlyThatOneIsSentWhenItIsMended() {
        String record =
                "{\"items\":[" + view("a-1", "1") + "," + view("a-2", "\"two\"") + "," + view("a-3", "3") + "]}\n";
        String first = rejected("views", "a.ndjson", record);

        JsonNode report = report("views", "a-mended.ndjson", first.replace("\"two\"", "2"));

        assertThat(report.path("accepted").asLong()).isOne();
        assertThat(report.path("duplicate").asLong()).isEqualTo(2);
        for (String sku : new String[] {"a-1", "a-2", "a-3"}) {
            assertThat(target.count("\"" + sku + "\"")).as(sku).isOne();
        }
        assertThat(lettersIn(first)).containsExactly(State.SUPERSEDED);
    }

    @Test
    void aSecondRoundOfMendingKnowsWhatTheFileBeforeTheFirstSent() {
        String record =
                "{\"items\":[" + view("b-1", "\"one\"") + "," + view("b-2", "2") + "," + view("b-3", "\"x\"") + "]}\n";
        String first = rejected("views", "b.ndjson", record);
        String second = rejected("views", "b-round-1.ndjson", first.replace("\"one\"", "1"));

        JsonNode report = report("views", "b-round-2.ndjson", second.replace("\"x\"", "3"));

        assertThat(report.path("accepted").asLong()).isOne();
        assertThat(report.path("duplicate").asLong()).isEqualTo(2);
        for (String sku : new String[] {"b-1", "b-2", "b-3"}) {
            assertThat(target.count("\"" + sku + "\"")).as(sku).isOne();
        }
        assertThat(lettersIn(first)).containsExactly(State.SUPERSEDED);
        assertThat(lettersIn(second)).containsExactly(State.SUPERSEDED);
    }

    @Test
    void whatWasMendedAndSentIsNotSentAgainFromTheSameRejectedFile() {
        String first = rejected("views", "c.ndjson", "{\"items\":[" + view("c-1", "\"one\"") + "]}\n");
        String mended = first.replace("\"one\"", "1");

        assertThat(report("views", "c-mended.ndjson", mended).path("accepted").asLong())
                .isOne();
        assertThat(report("views", "c-again.ndjson", mended + "\n")
                        .path("duplicate")
                        .asLong())
                .isOne();
        assertThat(report("views", "c-other.ndjson", first.replace("\"one\"", "7"))
                        .path("dead")
                        .toString())
                .isEqualTo("{\"key-conflict\":1}");
        assertThat(target.count("\"c-1\"")).isOne();
    }

    @Test
    void aNameOfALetterThatThisFeedDoesNotHaveIsNoPlace() {
        String named = view("d-1", "1").replace("}", ",\"courier_id\":\"1-00000000\"}");

        JsonNode report = report("views", "d.ndjson", "{\"items\":[" + named + "],\"courier_id\":\"1-00000000\"}\n");

        assertThat(report.path("accepted").asLong()).isOne();
        assertThat(target.count("\"d-1\"")).isOne();
    }

    @Test
    void aDamagedRowIsSentWhenItIsMendedOrItsRawTextIsClearedAndNotBefore() {
        String damaged = BOOKINGS
                + row("e-0")
                + row("e-1").replace("\n", ",x\n")
                + row("e-2").replace("e-2", "\"e-2\" b")
                + row("e-3").replace("View", "Vi\u00e9w");
        String first = rejected("bookings", "e.csv", damaged.getBytes(ISO_8859_1));

        String second = rejected("bookings", "e-as-it-was.csv", first);

        for (String reference : List.of("\"e-1\"", "e-2", "\"e-3\"")) {
            assertThat(target.count(reference)).as(reference).isZero();
        }
        assertThat(lettersIn(first)).hasSize(3).containsOnly(State.SUPERSEDED);
        assertThat(lettersIn(second)).hasSize(3).containsOnly(State.DEAD);

        String[] rows = rejected("bookings", "e-as-it-still-was.csv", second).split("\n");
        rows[1] = rows[1].substring(0, rows[1].lastIndexOf(",\"e-1")) + ",";
        rows[2] = rows[2].substring(0, rows[2].lastIndexOf(",\"\"\"e-2")) + ",";
        rows[3] = rows[3].replaceFirst("Vi\uFFFDw", "View");
        JsonNode report = report("bookings", "e-mended.csv", String.join("\n", rows) + "\n");

        assertThat(report.path("accepted").asLong()).isEqualTo(3);
        assertThat(target.count("\"e-1\"")).isOne();
        assertThat(target.count("\"\\\"e-2\\\" b\"")).isOne();
        assertThat(target.count("\"e-3\"")).isOne();
        assertThat(lettersIn(second)).containsOnly(State.SUPERSEDED);
    }

    /** A spreadsheet saves with another delimiter and drops a plus; a person moves a column. */
    @Test
    void aDamagedValueIsNotSentHoweverItsFileWasSavedSince() {
        String damaged = BOOKINGS
                + row("dv-1").replace("View", "Vi\u00e9w").replace("\n", ",x\n")
                + row("dv-2").replaceFirst(",30,[^,]*", ",30,\"Sea\" View")
                + row("dv-3").replaceFirst(",30,[^,]*", ",30,\"Sea\" View").replace(",9", ",+9");
        String first = rejected("bookings", "dv.csv", damaged.getBytes(ISO_8859_1));
        assertThat(lettersIn(first)).hasSize(3);

        String second = rejected("bookings", "dv-as-it-was.csv", first.replace(",+9", ",9"));
        String third = rejected("bookings", "dv-semicolons.csv", second.replace(',', ';'));

        assertThat(target.count("\"dv-")).isZero();
        assertThat(lettersIn(second)).hasSize(3).containsOnly(State.SUPERSEDED);
        assertThat(lettersIn(third)).hasSize(3).containsOnly(State.DEAD);
    }

    /** What is cut at a comma within a name gives every column after it the value of its neighbour. */
    @Test
    void aRowOfTooManyValuesIsNotSentWithItsColumnsShifted() {
        String first = rejected("stays", "rg.csv", STAYS + "919812345678,rg-1,Inn, Goa,S1,INR\n");
        assertThat(first).contains("\"919812345678,rg-1,Inn, Goa,S1,INR\"");

        String second = rejected("stays", "rg-as-it-was.csv", first);
        String third =
                rejected("stays", "rg-semicolons.csv", second.replace(",", ";").replace("\n", "\r\n"));

        assertThat(target.count("\"rg-1\"")).isZero();
        assertThat(second).contains("\"919812345678,rg-1,Inn, Goa,S1,INR\"");
        assertThat(lettersIn(third)).isNotEmpty().containsOnly(State.DEAD);
    }

    @Test
    void aDamagedByteIsNotSentAsAQuestionMarkHoweverItsFileWasSavedSince() {
        byte[] western = (STAYS + "919812345678,qm-1,a\u0081b,S1,INR\n").getBytes(ISO_8859_1);
        byte[] mixed = (STAYS + "919812345678,qm-2,caf\u00e9,S1,INR\n").getBytes(ISO_8859_1);
        String firstWestern = rejected("western", "qm-1.csv", western);
        String firstMixed = rejected("stays", "qm-2.csv", mixed);
        assertThat(firstWestern).contains(",a?b,");
        assertThat(firstMixed).contains(",caf\uFFFD,");

        String secondWestern = rejected("western", "qm-1-saved.csv", savedBySpreadsheet(firstWestern));
        String secondMixed = rejected("stays", "qm-2-saved.csv", savedBySpreadsheet(firstMixed));

        assertThat(target.count("\"qm-")).isZero();
        assertThat(lettersIn(firstWestern + firstMixed)).containsOnly(State.SUPERSEDED);
        assertThat(lettersIn(secondWestern + secondMixed)).hasSize(2).containsOnly(State.DEAD);

        rejected("western", "qm-1-again.csv", secondWestern.replace(";S1;", ";S2;"));
        assertThat(target.count("\"qm-")).isZero();
        report("western", "qm-1-mended.csv", secondWestern.replace(";a?b;", ";ab;"));
        assertThat(target.count("\"qm-1\"")).isOne();
    }

    private static byte[] savedBySpreadsheet(String file) {
        return file.replace(',', ';')
                .replace('\uFFFD', '?')
                .replace("\n", "\r\n")
                .getBytes(ISO_8859_1);
    }

    @Test
    void aRowWhoseLetterIsNotKnownIsJudgedByItsRawTextWhateverItsDelimiterWas() {
        String saved = STAYS.strip().replace(',', ';') + ";courier_raw\n"
                + "919812345678;uk-1;a?b;S1;INR;\"919812345678,uk-1,a?b,S1,INR\"\n"
                + "919812345678;uk-2;Inn;Goa;S1;\"919812345678,uk-2,Inn, Goa,S1,INR\"\n"
                + "919812345678;uk-3;Inn, Goa;S1;INR;\"919812345678,uk-3,Inn, Goa,S1,INR\"\n";

        JsonNode report = report("stays", "uk.csv", saved);

        assertThat(report.path("dead").toString()).isEqualTo("{\"malformed-record\":2}");
        assertThat(target.count("\"uk-")).isOne();
        assertThat(target.count("\"uk-3\"")).isOne();
    }

    @Test
    void aRowIsMendedWhereItsRawTextWasMendedWithIt() {
        byte[] mixed = (STAYS + "919812345678,fr-1,caf\u00e9,S1,INR\n").getBytes(ISO_8859_1);
        String first = rejected("stays", "fr.csv", mixed);

        JsonNode report = report("stays", "fr-replaced.csv", first.replace('\uFFFD', '\u00e9'));

        assertThat(report.path("accepted").asLong()).as(report.toString()).isOne();
        assertThat(target.count("caf\u00e9")).isOne();
        assertThat(lettersIn(first)).containsExactly(State.SUPERSEDED);
    }

    @Test
    void aRowOfAnotherDelimiterIsMendedByGivingEachColumnItsValue() {
        String first = rejected("stays", "od.csv", STAYS + "919812345678;od-1;Inn Goa;S1;INR\n");
        String letter =
                LETTER.matcher(first).results().findFirst().orElseThrow().group();
        String mended = STAYS.strip().replace(',', ';') + ";courier_id;courier_raw\n919812345678;od-1;Inn Goa;S1;INR;"
                + letter + ";\"919812345678;od-1;Inn Goa;S1;INR\"\n";

        JsonNode report = report("stays", "od-mended.csv", mended);

        assertThat(report.path("accepted").asLong()).as(report.toString()).isOne();
    }

    @Test
    void aDeclaredDelimiterIsThatOfTheSenderAndNotOfHisSpreadsheet() {
        String wrong = "sc-1;919812345678;old;Sea, View;2;01/11/2026 10:00:00\n";
        String first = rejected("semicolons", "sc.csv", BOOKINGS.replace(',', ';') + wrong);
        assertThat(first).contains(wrong.strip() + ";");

        String saved = first.replace("Sea, View", "\"Sea, View\"").replace("old", "30");
        String inCommas = saved.lines().map(MendedRowsTest::inCommas).collect(Collectors.joining("\n", "", "\n"));
        JsonNode report = report("semicolons", "sc-saved.csv", inCommas);

        assertThat(report.path("accepted").asLong()).as(report.toString()).isOne();
        assertThat(target.count("\"Sea, View\"")).isOne();
        assertThat(lettersIn(first)).hasSize(1).containsOnly(State.SUPERSEDED);
    }

    private static String inCommas(String line) {
        return line.replace("; ", "\u0000").replace(';', ',').replace("\u0000", "; ");
    }

    /** The answer to the first row comes late; a row behind it is no mending of it. */
    @Test
    void aWrongRowBehindTheRightOneOfItsKeyComesBackWheneverThatIsAnswered() {
        target.shut();
        folder.drop(
                "bookings", "late.csv", BOOKINGS + row("late-1") + row("late-1").replace(",30,", ",old,"));
        await().atMost(Duration.ofSeconds(40)).until(() -> target.count("\"late-1\"") == 1);
        target.open();

        JsonNode report = folder.finished("bookings", "late.csv");

        assertThat(report.path("accepted").asLong()).isOne();
        assertThat(report.path("deadOpen").asLong()).isOne();
        assertThat(lettersIn(folder.outboxFile(
                        "bookings", report.path("rejectedFile").asText())))
                .containsExactly(State.DEAD);
    }

    @Test
    void aRowThatIsMalformedAgainClosesTheLetterItCameFrom() {
        String bad = BOOKINGS
                + row("f-1").replace(",30,", ",old,")
                + row("f-2").replace(",30,", ",old,")
                + row("f-3").replace(",30,", ",old,");
        String first = rejected("bookings", "f.csv", bad);
        assertThat(lettersIn(first)).hasSize(3).containsOnly(State.DEAD);

        String worse = first.replace("f-1,", "f-1,,").replace("f-2,", "\"f-2,").replace("f-3,", "f\0-3,");
        String second = rejected("bookings", "f-worse.csv", worse);

        assertThat(lettersIn(first)).containsOnly(State.SUPERSEDED);
        assertThat(second).contains(",malformed-record,");
    }

    @Test
    void aLineThatIsMalformedAgainClosesTheLetterItCameFromAndKeepsItsFirstText() throws IOException {
        String broken = "{\"event_name\":\"be_reserved\",\"customer_id\":";
        String first = rejected("events", "g.ndjson", broken + "\n");

        String second = rejected("events", "g-as-it-was.ndjson", first);

        assertThat(lettersIn(first)).containsExactly(State.SUPERSEDED);
        assertThat(JSON.readTree(second).path("courier_raw").asText()).isEqualTo(broken);

        rejected("events", "g-worse.ndjson", second.replaceFirst("\\{", "{\"age\" 30, "));

        assertThat(lettersIn(second)).containsExactly(State.SUPERSEDED);
    }

    @Test
    void objectsOfSeveralLinesAreExportedAsOneLineEachAndCloseTheirLettersOnceMended() {
        for (String id : List.of("h-1", "h-2")) {
            rejected("events", id + ".json", ageless(id).replace("\n", "\r\n"));
        }
        Path export = temp.resolve("export");

        assertThat(desk("dead-letters", "export", export.toString(), "--feed", "events"))
                .isZero();

        String exported = CourierFolder.read(export.resolve("events.rejected.ndjson"))
                .lines()
                .filter(line -> line.contains("\"h-"))
                .collect(Collectors.joining("\n"));
        assertThat(exported.lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{   \"event_name\": \"be_reserved\",   \"customer_id\": "));
        JsonNode report = report("events", "h-mended.ndjson", exported.replace("\"thirty\"", "30"));
        assertThat(report.path("accepted").asLong()).isEqualTo(2);
        assertThat(lettersIn(exported)).hasSize(2).containsOnly(State.SUPERSEDED);
        assertThat(target.count("\"h-1\"")).isOne();
        assertThat(target.count("\"h-2\"")).isOne();
    }

    @Test
    void aPieceOfAnObjectDoesNotCloseTheLetterThatItNames() {
        String first = rejected("events", "i.json", ageless("i-1"));

        rejected("events", "i-in-pieces.ndjson", first);

        assertThat(lettersIn(first)).containsExactly(State.DEAD);
    }

    /** One object over several lines. */
    private static String ageless(String id) {
        return """
                {
                  "event_name": "be_reserved",
                  "customer_id": "919812345678",
                  "external_event_id": "%s",
                  "age": "thirty",
                  "hotel_name": "L",
                  "room_nights": "2"
                }
                """.formatted(id);
    }

    private static int desk(String... words) {
        return CourierCommand.execute(Stream.concat(Stream.of(words), folder.settings(target.url()).stream())
                .toArray(String[]::new));
    }
}

package com.eventcourier.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortNameTest {

    @TempDir
    Path folder;

    @Test
    void aNameThatFitsStaysAsItIs() {
        String longest = "x".repeat(176) + ".csv";

        assertThat(ShortName.of(longest, 7)).isEqualTo(longest);
        assertThat(ShortName.numbered("a.csv", 7)).isEqualTo("a.csv.7");
    }

    @Test
    void aLongNameKeepsItsBeginningAndItsExtension() {
        assertThat(ShortName.of("x".repeat(250) + ".csv", 7)).isEqualTo("x".repeat(176) + "~7.csv");
        assertThat(ShortName.numbered("x".repeat(250), 7)).isEqualTo("x".repeat(180) + "~7");
        assertThat(ShortName.of("a." + "x".repeat(250), 7)).isEqualTo("a." + "x".repeat(178) + "~7");
    }

    @Test
    void noCharacterIsCutInTwo() {
        for (String letter : new String[] {"\u00e9", "\u0926", "\uD83D\uDE00"}) {
            String cut = ShortName.of("a" + letter.repeat(120) + ".csv", 1);

            assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(178, 182);
            assertThat(cut).matches("a(" + letter + ")+~1\\.csv");
        }
    }

    @Test
    void everythingOfALongNameCanBeWritten() throws IOException {
        ReportFiles first = new ReportFiles(folder, "x".repeat(251) + ".csv", 1_234_567_890);

        first.makeRoom();
        first.writeReport(Map.of("arrival", 1_234_567_890));
        Files.createFile(first.rejected(12));
        assertThat(folder.toFile().list()).hasSize(2).allMatch(name -> name.contains("~1234567890.csv.re"));
    }

    @Test
    void theReportOfTheMendedFileIsNotOfTheFileThatWasMended() throws IOException {
        new ReportFiles(folder, "a.csv", 1).writeReport(Map.of("arrival", 1));
        Files.createFile(new ReportFiles(folder, "a.csv", 1).rejected(1));
        Files.createFile(new ReportFiles(folder, "a.csv", 1).rejected(2));
        new ReportFiles(folder, "a.csv.rejected.csv", 2).writeReport(Map.of("arrival", 2));
        Files.createFile(new ReportFiles(folder, "a.csv.rejected.csv", 2).rejected(1));

        new ReportFiles(folder, "a.csv", 3).makeRoom();

        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder(
                        "a.csv.arrival-1.report.json",
                        "a.csv.arrival-1.rejected.csv",
                        "a.csv.arrival-1.rejected-2.csv",
                        "a.csv.rejected.csv.report.json",
                        "a.csv.rejected.csv.rejected.csv");
    }

    @Test
    void aFileThatIsCalledLikeWhatWasPutAsideNeverMeetsIt() throws IOException {
        new ReportFiles(folder, "a.csv", 1).makeRoom().writeReport(Map.of("arrival", 1));
        new ReportFiles(folder, "a.csv.arrival-1", 2).makeRoom().writeReport(Map.of("arrival", 2));
        new ReportFiles(folder, "a.csv", 3).makeRoom().writeReport(Map.of("arrival", 3));
        new ReportFiles(folder, "a.csv.arrival-1", 4).makeRoom().writeReport(Map.of("arrival", 4));
        new ReportFiles(folder, "a.csv.arrival-1", 2).makeRoom().writeReport(Map.of("arrival", 2, "final", true));
        new ReportFiles(folder, "a.csv", 1).makeRoom().writeReport(Map.of("arrival", 1, "final", true));

        theseAreHere(
                "a.csv.report.json 3",
                "a.csv.arrival-1.report.json 1",
                "a.csv.arrival-1.arrival-2.report.json 2",
                "a.csv.arrival-1.arrival-4.report.json 4");
    }

    @Test
    void aFileThatNoFeedReadsReplacesNoReportOfAnArrival() throws IOException {
        new ReportFiles(folder, "a.csv", 7).makeRoom().writeReport(Map.of("arrival", 7));
        new ReportFiles(folder, "a.csv", 0).makeRoom().writeReport(Map.of("records", 0));

        theseAreHere("a.csv.report.json 0", "a.csv.arrival-7.report.json 7");
    }

    private void theseAreHere(String... reports) throws IOException {
        List<String> here = new ArrayList<>();
        for (String name : folder.toFile().list()) {
            JsonNode report = Json.MAPPER.readTree(folder.resolve(name).toFile());
            here.add(name + " " + report.path("arrival").asLong());
        }
        assertThat(here).containsExactlyInAnyOrder(reports);
    }

    @Test
    void aGzWithALongNameIsRefused() throws IOException {
        assertThat(MemberName.ofGz("x".repeat(180) + ".gz")).isEqualTo("x".repeat(180));
        assertThatThrownBy(() -> MemberName.ofGz("x".repeat(172)))
                .isInstanceOf(FeedFault.class)
                .hasMessageStartingWith("The archive's name is too long for the file in it, which would be called");
    }
}

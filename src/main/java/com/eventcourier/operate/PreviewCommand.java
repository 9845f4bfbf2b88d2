package com.eventcourier.operate;

import com.eventcourier.event.ConfigFault;
import com.eventcourier.event.Fault;
import com.eventcourier.feed.Feed;
import com.eventcourier.feed.Preview;
import com.eventcourier.feed.RecordReaders;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** Shows what would happen to a file. */
@Command(
        name = "preview",
        description = "Shows what would be sent of a file and what refused. Nothing is sent or written.",
        mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {

    @Parameters(index = "0", description = "The feed that the file is for.")
    private String feedName;

    @Parameters(index = "1", description = "The file; it need not be in the inbox.")
    private Path file;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        CourierCommand.refuseWords(settings);
        Plan plan = Plan.of(Settings.read(settings.toArray(String[]::new)));
        Feed feed = plan.feeds().get(feedName);
        if (feed == null) {
            throw new ConfigFault("There is no feed " + feedName + ". The feeds are "
                    + plan.feeds().keySet() + ".");
        }
        if (!Files.isRegularFile(file)) {
            throw new ConfigFault("There is no file " + file + ".");
        }
        if (RecordReaders.isArchive(file)) {
            throw new ConfigFault(
                    "The file " + file
                            + " is an archive, which the inbox unpacks: unpack it and name a file of it. Nothing was sent or written.");
        }
        Preview.Result result = Preview.of(feed, plan.mappings().get(feedName), file);
        System.out.println(json ? new ObjectMapper().writeValueAsString(result) : text(result));
        return 0;
    }

    private String text(Preview.Result result) {
        StringBuilder text = new StringBuilder();
        if (result.wrong() != null) {
            return text.append("The whole file would be refused. ")
                    .append(result.wrong())
                    .toString();
        }
        text.append(String.format("%s for feed %s: %,d records%n", file.getFileName(), feedName, result.records()));
        text.append(String.format("  would be sent       %,d (fewer, where accepted before)%n", result.valid()));
        result.byEvent().forEach((event, n) -> text.append(String.format("    %-24s %,d%n", event, n)));
        text.append(String.format("  would be left out   %,d%n", result.filtered()));
        result.refused().forEach((code, n) -> text.append(String.format("  refused %-11s %,d%n", code, n)));
        for (Preview.Refused refused : result.first()) {
            for (Fault fault : refused.faults()) {
                text.append(String.format("  row %d: %s %s%n", refused.position(), fault.code(), fault.message()));
            }
        }
        if (!result.withoutUnique().isEmpty()) {
            text.append("  ")
                    .append(String.join(", ", result.withoutUnique()))
                    .append(result.withoutUnique().size() == 1 ? " marks" : " mark")
                    .append(" no attribute as unique: a changed file is sent again in full.")
                    .append(System.lineSeparator());
        }
        if (result.fault() != null) {
            text.append("  ").append(result.fault()).append(System.lineSeparator());
        }
        return text.append("Nothing was sent or written.").toString();
    }
}

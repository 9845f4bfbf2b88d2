package com.eventcourier.operate;

import com.eventcourier.event.Codes;
import com.eventcourier.event.ConfigFault;
import com.eventcourier.event.EventDefinition;
import com.eventcourier.event.MappingCases;
import com.eventcourier.feed.Feed;
import com.eventcourier.feed.Mappings;
import com.eventcourier.feed.QueueCheck;
import com.eventcourier.webhook.Accounts;
import com.eventcourier.webhook.OutcomeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Checks everything in the config and routes folders without starting anything. */
@Command(
        name = "check",
        description =
                "Checks settings, event types, feeds, mappings with their cases, the outcome table and the routes."
                        + " Exit code 1 on a fault.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Unmatched
    private List<String> settings = new ArrayList<>();

    private final List<String> faults = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int cases;

    @Override
    public Integer call() {
        CourierCommand.refuseWords(settings);
        ConfigurableEnvironment environment = Settings.read(settings.toArray(String[]::new));
        CourierOptions options = Settings.options(environment);
        Plan.needConfig(options.config());
        Set<String> codes = new TreeSet<>(Codes.all().keySet());
        codes.add("default");
        try {
            OutcomeTable table = OutcomeTable.load(options.config().resolve("outcomes.yaml"));
            codes.addAll(table.deadCodes());
        } catch (ConfigFault e) {
            faults.addAll(e.sentences());
        }
        try {
            Plan plan = Plan.of(environment);
            plan.feeds()
                    .values()
                    .forEach(feed -> check(plan, feed, plan.mappings().get(feed.feed())));
            plan.off().values().forEach(feed -> checkOff(plan, feed));
            noteWithoutUnique(plan);
            faults.addAll(plan.unknownAccounts());
            faults.addAll(Accounts.faultsOf(plan.accounts()));
            faults.addAll(ManagementRules.faultsOf(options.management()));
            faults.addAll(ManagementRules.portFaults(plan));
            faults.addAll(RouteCheck.of(plan, codes));
            RouteCheck.unset(plan).forEach(finding -> notes.add("Warning: " + finding));
            askQueues(plan);
        } catch (ConfigFault e) {
            faults.addAll(e.sentences());
        }
        return tell();
    }

    /** Only where the options are in order: a queue that cannot be asked is no fault of the settings. */
    private void askQueues(Plan plan) {
        if (faults.isEmpty()) {
            plan.queues().forEach((feed, queue) -> QueueCheck.warning(feed, queue)
                    .ifPresent(warning -> notes.add("Warning: " + warning)));
        }
    }

    private void checkOff(Plan plan, Feed feed) {
        check(plan, feed, plan.mappingsOf(feed));
        notes.add("Note: feed " + feed.feed() + " is off: " + feed.onlyWith() + " is not set.");
    }

    private void check(Plan plan, Feed feed, Mappings mappings) {
        boolean text = feed.format().type() == com.eventcourier.feed.Format.Type.CSV;
        List<MappingCases.CaseResult> results =
                MappingCases.run(plan.folder(feed.feed()), Plan.facts(feed, text), plan.definitions());
        if (results.isEmpty() && mappings.mapped()) {
            notes.add("Note: feed " + feed.feed() + " has a mapping and no case that shows what it makes of a record;"
                    + " cases are pairs of files in " + plan.folder(feed.feed()).resolve("cases") + ".");
        }
        for (MappingCases.CaseResult result : results) {
            cases++;
            if (!result.passed()) {
                faults.add("Mapping case " + result.name() + " of feed " + feed.feed() + " fails: " + result.message());
            }
        }
        for (EventDefinition event : mappings.withoutUnique()) {
            notes.add("Warning: Event type " + event.event() + " of feed " + feed.feed()
                    + " marks no attribute as unique: a changed file is sent again in full.");
        }
    }

    /** Of feeds that say of no event type that it is theirs; once for all, for the list is long. */
    private void noteWithoutUnique(Plan plan) {
        String any = Stream.of(plan.feeds(), plan.off())
                .flatMap(feeds -> feeds.values().stream())
                .filter(feed -> feed.event() == null)
                .map(Feed::feed)
                .sorted()
                .collect(Collectors.joining(", "));
        String types = plan.definitions().all().stream()
                .filter(event -> event.uniqueAttributes().isEmpty())
                .map(EventDefinition::event)
                .collect(Collectors.joining(", "));
        if (!any.isEmpty() && !types.isEmpty()) {
            notes.add("Warning: " + (any.contains(",") ? "Feeds " + any + " take" : "Feed " + any + " takes")
                    + " every event type, also those that mark no attribute as unique, of which a changed file is sent again"
                    + " in full: " + types + ".");
        }
    }

    private int tell() {
        notes.forEach(System.out::println);
        faults.forEach(System.err::println);
        if (faults.isEmpty()) {
            System.out.println("Everything in config and routes is in order; " + cases + " mapping cases passed.");
            return 0;
        }
        System.err.println(faults.size() + (faults.size() == 1 ? " fault." : " faults."));
        return CourierCommand.FAULT;
    }
}

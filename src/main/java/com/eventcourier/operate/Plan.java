package com.eventcourier.operate;

import com.eventcourier.event.ConfigFault;
import com.eventcourier.event.EventDefinition;
import com.eventcourier.event.EventDefinitions;
import com.eventcourier.event.FeedMapping;
import com.eventcourier.event.MappingFacts;
import com.eventcourier.feed.Feed;
import com.eventcourier.feed.Feeds;
import com.eventcourier.feed.Mappings;
import com.eventcourier.feed.QueueOptions;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.webhook.AccountOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What this start is going to do, read from the settings and the config folder before anything is opened.
 *
 * @param sandbox no account is set: everything goes to the stand-in, with a data folder of its own
 * @param data the data folder in use
 * @param feeds by name
 * @param mappings by feed
 * @param off the feeds whose {@code only-with} is not set: nothing of them is started
 */
public record Plan(
        CourierOptions options,
        boolean sandbox,
        DataFolder data,
        EventDefinitions definitions,
        Map<String, Feed> feeds,
        Map<String, Mappings> mappings,
        Map<String, Feed> off) {

    static final String SANDBOX = "sandbox";

    /** @throws ConfigFault with one sentence for each fault */
    static Plan of(ConfigurableEnvironment environment) {
        CourierOptions said = Settings.options(environment);
        needConfig(said.config());
        boolean sandbox = isSandbox(said);
        EventDefinitions definitions = EventDefinitions.load(said.config().resolve("events"));
        Map<String, Feed> feeds = feeds(said);
        CourierOptions options = new FeedNames(feeds.keySet()).in(said);
        Map<String, Feed> off = new TreeMap<>();
        feeds.values().stream()
                .filter(feed -> feed.onlyWith() != null && !Settings.isSet(environment, feed.onlyWith()))
                .forEach(feed -> off.put(feed.feed(), feed));
        feeds.keySet().removeAll(off.keySet());
        Plan plan = new Plan(options, sandbox, dataFolder(options, sandbox), definitions, feeds, new TreeMap<>(), off);
        plan.loadMappings();
        plan.refuseFaults();
        return plan;
    }

    /** @throws ConfigFault where the folder is missing, instead of a fault for each thing that is looked for in it */
    static void needConfig(Path config) {
        if (!Files.isDirectory(config)) {
            throw new ConfigFault("There is no folder " + config
                    + (config.isAbsolute() ? "" : " in " + Path.of("").toAbsolutePath())
                    + ": run this where config/ and routes/ are, or say --courier.config=<folder>.");
        }
    }

    private static boolean isSandbox(CourierOptions options) {
        boolean reachable = options.accounts().values().stream().anyMatch(account -> account.url() != null);
        Boolean wanted = options.sandbox().enabled();
        if (Boolean.FALSE.equals(wanted) && !reachable) {
            throw new ConfigFault(
                    "No account has a URL and the sandbox is switched off, so there is nowhere to deliver to."
                            + " Set COURIER_ACCOUNTS_MAIN_URL, or leave courier.sandbox.enabled out.");
        }
        return wanted == null ? !reachable : wanted;
    }

    static DataFolder dataFolder(CourierOptions options, boolean sandbox) {
        return new DataFolder(sandbox ? options.data().resolve(SANDBOX) : options.data());
    }

    private static Map<String, Feed> feeds(CourierOptions options) {
        try {
            return Feeds.load(options.config().resolve("feeds"));
        } catch (IOException e) {
            throw new ConfigFault(
                    "The folder " + options.config().resolve("feeds") + " cannot be read: " + e.getMessage());
        }
    }

    private void loadMappings() {
        List<String> faults = new ArrayList<>();
        for (Feed feed : feeds.values()) {
            try {
                mappings.put(feed.feed(), mappingsOf(feed));
            } catch (ConfigFault e) {
                faults.addAll(e.sentences());
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigFault(faults);
        }
    }

    /** @throws ConfigFault with one sentence for each fault */
    Mappings mappingsOf(Feed feed) {
        return new Mappings(load(feed, false), load(feed, true), withoutUnique(feed));
    }

    private List<EventDefinition> withoutUnique(Feed feed) {
        return definitions.find(feed.event() == null ? "" : feed.event()).stream()
                .filter(event -> event.uniqueAttributes().isEmpty())
                .toList();
    }

    private FeedMapping load(Feed feed, boolean text) {
        return FeedMapping.load(folder(feed.feed()), facts(feed, text), definitions);
    }

    private void refuseFaults() {
        List<String> faults = QueueFeeds.optionFaults(this);
        if (!sandbox) {
            faults.addAll(unknownAccounts());
        }
        for (Feed feed : feeds.values()) {
            AccountOptions account = options.accounts().get(feed.account());
            if (!sandbox && account != null && account.url() == null) {
                faults.add("Feed " + feed.feed() + " delivers to account " + feed.account()
                        + ", which has no URL. Set COURIER_ACCOUNTS_"
                        + feed.account().toUpperCase(java.util.Locale.ROOT) + "_URL.");
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigFault(faults);
        }
    }

    /** A sentence for each feed whose account is declared nowhere; none where no account is declared at all. */
    List<String> unknownAccounts() {
        Set<String> accounts = new TreeSet<>(options.accounts().keySet());
        return accounts.isEmpty()
                ? List.of()
                : feeds.values().stream()
                        .filter(feed -> !accounts.contains(feed.account()))
                        .map(feed -> "Feed " + feed.feed() + ": there is no account " + feed.account()
                                + "; the accounts are " + accounts + ".")
                        .toList();
    }

    /** The queues that feeds read from, by feed. */
    Map<String, QueueOptions> queues() {
        Map<String, QueueOptions> queues = new TreeMap<>(options.queues());
        queues.values().removeIf(queue -> queue.url() == null || queue.url().isBlank());
        queues.keySet().retainAll(feeds.keySet());
        return queues;
    }

    /** The accounts that can be delivered to. */
    Map<String, AccountOptions> accounts() {
        Map<String, AccountOptions> accounts = new TreeMap<>();
        if (sandbox) {
            accounts.put(SANDBOX, sandboxAccount());
        } else {
            options.accounts().forEach((name, account) -> {
                if (account.url() != null) {
                    accounts.put(name, account);
                }
            });
        }
        return accounts;
    }

    private AccountOptions sandboxAccount() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("account.url", "http://127.0.0.1:" + options.sandbox().port() + "/eucrm/webhooks/sandbox");
        if (options.sandbox().token() != null) {
            settings.put("account.auth.type", "basic-token");
            settings.put("account.auth.token", options.sandbox().token());
        }
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("account", AccountOptions.class);
    }

    /** The folder of a feed's facts, mappings and cases. */
    Path folder(String feed) {
        return options.config().resolve("feeds").resolve(feed);
    }

    /** What the mapping of a feed needs to know of it; text when its values are (CSV). */
    static MappingFacts facts(Feed feed, boolean text) {
        return new MappingFacts(
                feed.feed(), feed.event(), feed.eventFrom(), feed.filter(), feed.zone(), feed.dates(), text);
    }

    /** The account that a feed's events go to. */
    String accountOf(Feed feed) {
        return sandbox ? SANDBOX : feed.account();
    }
}

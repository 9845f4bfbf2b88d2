package com.eventcourier.operate;

import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.AccountOptions;
import com.eventcourier.webhook.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.ConfigTreePropertySource.Option;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/** Has the accounts use credentials that were changed in the secrets folder, without a restart; a route calls it. */
public final class SecretsWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SecretsWatch.class);

    private final ConfigurableEnvironment environment;
    private final Accounts accounts;
    private final List<Path> folders;
    private List<String> seen;
    private List<String> used;

    SecretsWatch(ConfigurableEnvironment environment, Accounts accounts) throws IOException {
        this.environment = environment;
        this.accounts = accounts;
        this.folders = foldersOf(environment);
        this.used = stamps();
        this.seen = used;
    }

    /** What the start has read its secrets from, and not a second opinion of where that is. */
    private static List<Path> foldersOf(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(ConfigTreePropertySource.class::isInstance)
                .map(source -> ((ConfigTreePropertySource) source).getSource())
                .toList();
    }

    /** Uses what is in the folder, when it was changed and has been left alone since the look before. */
    public void look() throws IOException {
        List<String> now = stamps();
        if (now.equals(seen) && !now.equals(used)) {
            used = now;
            Binder settings = settings();
            accounts.all().forEach(account -> renew(account, settings));
        }
        seen = now;
    }

    private static void renew(Account account, Binder settings) {
        String prefix = "courier.accounts." + account.name();
        settings.bind(prefix, AccountOptions.class).ifBound(options -> {
            List<String> faults = Accounts.faultsOf(Map.of(account.name(), options));
            if (!faults.isEmpty()) {
                LOG.warn(
                        "The secrets of account {} were changed and cannot be used, the old ones stay in use: {}.",
                        account.name(),
                        String.join("; ", faults));
            } else if (account.authorize(options)) {
                LOG.info("The credentials of account {} were changed and are used from now on.", account.name());
            }
        });
    }

    /** The settings with the files of the folder as they are now. */
    private Binder settings() {
        MutablePropertySources fresh = new MutablePropertySources();
        for (PropertySource<?> source : environment.getPropertySources()) {
            fresh.addLast(
                    source instanceof ConfigTreePropertySource secrets
                            ? new ConfigTreePropertySource(
                                    secrets.getName(), secrets.getSource(), Option.AUTO_TRIM_TRAILING_NEW_LINE)
                            : source);
        }
        return new Binder(ConfigurationPropertySources.from(fresh), new PropertySourcesPlaceholdersResolver(fresh));
    }

    private List<String> stamps() throws IOException {
        List<String> stamps = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted().map(SecretsWatch::stamp).forEach(stamps::add);
                }
            }
        }
        return stamps;
    }

    private static String stamp(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return file + " gone";
        }
    }
}

package com.eventcourier.operate;

import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.AccountOptions;
import com.eventcourier.webhook.Accounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/** Has the accounts use credentials that were changed in the secrets folder, without a restart; a route calls it. */
public final class SecretsWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SecretsWatch.class);

    private final Set<Path> toldGone = new HashSet<>();
    private final Accounts accounts;
    private final SecretsFolders folders;
    private Map<Path, List<String>> seen;
    private Map<Path, List<String>> used;

    SecretsWatch(ConfigurableEnvironment environment, Accounts accounts) throws IOException {
        this.accounts = accounts;
        this.folders = new SecretsFolders(environment);
        this.used = folders.stamps();
        this.seen = used;
    }

    /**
     * Uses what is in the folders, when it was changed and has been left alone since the look before. A folder that is gone
     * takes no secret back: the old ones stay in use until it is there again.
     */
    public void look() throws IOException {
        Map<Path, List<String>> now = folders.stamps();
        if (now.equals(seen) && !now.equals(used)) {
            if (now.keySet().containsAll(used.keySet())) {
                used = now;
                use();
            } else {
                tellGone(now.keySet());
            }
        }
        toldGone.removeAll(now.keySet());
        seen = now;
    }

    private void use() {
        try {
            Binder settings = folders.settings();
            accounts.all().forEach(account -> renew(account, settings));
        } catch (RuntimeException e) {
            // its message may have the secret in it
            LOG.warn(
                    "What was changed in the secrets folder cannot be read ({}), the old secrets stay in use. The command"
                            + " check says more.",
                    e.getClass().getSimpleName());
        }
    }

    private void tellGone(Set<Path> there) {
        for (Path folder : used.keySet()) {
            if (!there.contains(folder) && toldGone.add(folder)) {
                LOG.warn("The secrets folder {} is gone; its secrets stay in use. Bring it back.", folder.normalize());
            }
        }
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
}

package com.eventcourier.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Accounts made as the product makes them: from settings, with the outcome table that is shipped. */
final class TestAccounts {

    static final OutcomeTable TABLE = OutcomeTable.load(Path.of("config", "outcomes.yaml"));
    static final String EVENT = "{\"event_name\":\"be_reserved\",\"external_event_id\":\"RAND121\"}";

    private TestAccounts() {}

    /** One account, "main", with settings as pairs of key and value. */
    static Accounts main(String url, Object... settings) {
        return Accounts.of(Map.of("main", options(url, settings)), TABLE);
    }

    static AccountOptions options(String url, Object... settings) {
        Map<String, Object> all = new HashMap<>();
        all.put("account.url", url);
        for (int i = 0; i < settings.length; i += 2) {
            all.put("account." + settings[i], settings[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate("account", Bindable.of(AccountOptions.class));
    }

    static Outgoing patient(String id) {
        return event(id, true, false);
    }

    static Outgoing impatient(String id) {
        return event(id, false, false);
    }

    /** Lets others go first, as a replayed event does. */
    static Outgoing yielding(String id) {
        return event(id, false, true);
    }

    private static Outgoing event(String id, boolean patient, boolean yields) {
        byte[] json = EVENT.replace("RAND121", id).getBytes(UTF_8);
        return new Sent(json, patient, yields, id);
    }

    static Verdict deliver(Accounts accounts, String id) throws InterruptedException {
        return accounts.get("main").deliver(impatient(id));
    }

    private record Sent(byte[] json, boolean patient, boolean yields, Object identity) implements Outgoing {}
}

package com.eventcourier.operate;

import com.eventcourier.event.ConfigFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Mappings are read at the start: says which of them were changed on disk since, and are not what a replay uses. */
final class NewerMapping {

    private NewerMapping() {}

    /**
     * A sentence for each feed whose mapping on disk is another one than the courier has.
     *
     * @param now the settings and the folder as they are now
     * @param loaded the versions that the courier has, by feed
     */
    static List<String> sentences(Plan now, Map<String, String> loaded) {
        List<String> sentences = new ArrayList<>();
        loaded.forEach((feed, version) -> {
            if (now.feeds().containsKey(feed) && isAnother(now, feed, version)) {
                sentences.add("The mapping of feed " + feed
                        + " on disk is newer than the one in use, which was read at the start: restart the courier to"
                        + " use it.");
            }
        });
        return sentences;
    }

    /** The same with the plan that a start would make now; none where it would make none. */
    static List<String> sentences(String[] settings, Map<String, String> loaded) {
        try {
            return sentences(Plan.of(Settings.read(settings)), loaded);
        } catch (ConfigFault e) {
            return List.of();
        }
    }

    /** One that is being mended is another one too. */
    private static boolean isAnother(Plan now, String feed, String version) {
        try {
            return !now.mappingsOf(now.feeds().get(feed)).json().version().equals(version);
        } catch (ConfigFault e) {
            return true;
        }
    }
}

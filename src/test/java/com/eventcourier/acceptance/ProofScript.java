package com.eventcourier.acceptance;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What the oracle target says to an event: by the number of its row and how often it has been seen, so that a run can be
 * repeated, and from some POST on something else to all.
 *
 * <p>Lines: {@code clear}; {@code rule <every> <rest> <times> <answer>}, of each so many rows the one with that rest, so
 * many times; {@code from <n> <answer>}, to every POST from the n-th after this line on; {@code share <percent> <answer>},
 * to so many of the others at random.
 */
final class ProofScript {

    static final int POSTS_BEFORE_PAUSE = 300;
    static final int IN_FLIGHT = 16;

    /** Some of each kind of trouble, which makes retries, ambiguous events and possible duplicates. */
    static final List<String> SOME_TROUBLE = List.of(
            "clear",
            "rule 20 3 3 503",
            "rule 50 7 1 500",
            "rule 61 11 1 reset",
            "rule 67 13 1 unseen",
            "rule 71 17 1 yes-reset",
            "rule 73 19 1 slow");

    static final String PAUSE = "from " + POSTS_BEFORE_PAUSE + " 401";

    private static final int SLOW_MILLIS = 400;
    private static final int THINKING_MILLIS = 1;
    private static final String YES = "yes";

    private record Rule(int every, int rest, int times, String answer) {}

    private final Random random = new Random();
    private final List<Rule> rules = new ArrayList<>();
    private long posts;
    private long from = Long.MAX_VALUE;
    private String then;
    private int percent;
    private String atRandom;

    synchronized void obey(String line) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "clear" -> {
                rules.clear();
                percent = 0;
                from = Long.MAX_VALUE;
            }
            case "rule" ->
                rules.add(new Rule(
                        Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]), words[4]));
            case "from" -> {
                from = posts + Long.parseLong(words[1]);
                then = words[2];
            }
            case "share" -> {
                percent = Integer.parseInt(words[1]);
                atRandom = words[2];
            }
            default -> throw new IllegalArgumentException(line);
        }
    }

    /** @param seen how often the event came before */
    synchronized String word(int row, int seen) {
        posts++;
        if (posts >= from) {
            return then;
        }
        for (Rule rule : rules) {
            if (row % rule.every == rule.rest && seen < rule.times) {
                return rule.answer;
            }
        }
        return random.nextInt(100) < percent ? atRandom : YES;
    }

    static Answer answer(String word) {
        return switch (word) {
            case YES -> Answer.yes().after(THINKING_MILLIS);
            case "slow" -> Answer.yes().after(SLOW_MILLIS);
            case "yes-reset" -> Answer.yes().thenReset();
            case "reset", "unseen" -> Answer.none();
            default -> Answer.status(Integer.parseInt(word));
        };
    }

    /** The target took the event and its whole answer was sent in order. */
    static boolean isYes(String word) {
        return word.equals(YES) || word.equals("slow");
    }

    /** The target took the event. */
    static boolean isTaken(String word) {
        return isYes(word) || word.equals("yes-reset");
    }

    /** The target has the event, and the courier cannot know what it made of it. */
    static boolean isUnanswered(String word) {
        return word.endsWith("reset");
    }
}

package com.eventcourier.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.eventcourier.webhook.AnswerBody.Form;
import com.eventcourier.webhook.Reply.Answer;
import com.eventcourier.webhook.Reply.Ending;
import com.eventcourier.webhook.Reply.Failure;
import com.eventcourier.webhook.Reply.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Applies the outcome table to what came of a POST, for one account.
 *
 * <p>Accepted needs HTTP 2xx and an accepted code. Outside 2xx the status decides, for a wait costs nothing and a burnt
 * event does: a body code can only refine a status that would have made the event dead (400 with 7306 is 7306, 401 with
 * 7306 is a hold, 500 with 1100 is a retry). A 2xx whose body did not arrive whole is no answer; any other status is one
 * even then.
 */
final class Judge {

    private static final int EXCERPT = 2048;
    private static final int LOOKED_THROUGH = 8 * EXCERPT;

    private final OutcomeTable table;
    private final Clock clock = Clock.systemUTC();
    private final OddAnswers odd = new OddAnswers();
    private final Duration retryAfterCap;
    private final OwnSecrets secrets;

    Judge(OutcomeTable table, Duration retryAfterCap, OwnSecrets secrets) {
        this.table = table;
        this.retryAfterCap = retryAfterCap;
        this.secrets = secrets;
    }

    /** Is told which events were given up before it was seen that their answers came from something before the webhook. */
    void onMisjudged(Consumer<List<Object>> listener) {
        odd.onMisjudged(listener);
    }

    /** @param probe whether the event tries a gate that is shut: a page in the webhook's place does not open it */
    Verdict judge(Reply reply, Object event, boolean probe) {
        if (reply instanceof Failure failure) {
            return failed(failure);
        }
        Answer answer = (Answer) reply;
        return answer.status() / 100 == 2 ? success(answer, event, probe) : failure(answer);
    }

    private Verdict success(Answer answer, Object event, boolean probe) {
        if (answer.ending() == Ending.BROKEN) {
            return cutShort(answer);
        }
        AnswerBody body = AnswerBody.of(answer);
        if (body.form() == Form.BROKEN_OFF && answer.ending() == Ending.WITH_THE_CONNECTION) {
            return cutShort(answer);
        }
        boolean json = body.form() == Form.JSON && answer.ending() != Ending.TOO_LONG;
        if (!json) {
            return notJson(answer, body, event, probe);
        }
        odd.endedByJson();
        OutcomeRow row = body.code() == AnswerBody.NO_CODE ? null : table.code(body.code());
        if (row != null) {
            return row.outcome() == Outcome.ACCEPTED ? accepted(answer, body, row) : verdict(answer, body, row);
        }
        OutcomeRow exact = table.exactStatus(answer.status());
        return verdict(answer, body, exact == null ? table.unknownCode() : exact);
    }

    private Verdict notJson(Answer answer, AnswerBody body, Object event, boolean probe) {
        OutcomeRow exact = table.exactStatus(answer.status());
        if (exact != null) {
            return verdict(answer, body, exact);
        }
        OutcomeRow row = table.notJson();
        Verdict verdict = verdict(answer, body, row);
        if (row.holdAfter() > 0 && probe) {
            return verdict.as(Outcome.HOLD, verdict.code(), verdict.reason());
        }
        return row.holdAfter() > 0 && odd.isOneOf(row.holdAfter(), event)
                ? verdict.as(Outcome.HOLD, verdict.code(), verdict.reason() + " (" + row.holdAfter() + " in a row)")
                : verdict;
    }

    private Verdict failure(Answer answer) {
        OutcomeRow row = table.status(answer.status());
        AnswerBody body = AnswerBody.of(answer);
        if (row.outcome() == Outcome.DEAD && body.form() == Form.JSON && body.code() != AnswerBody.NO_CODE) {
            OutcomeRow byCode = table.code(body.code());
            if (byCode != null && byCode.outcome() != Outcome.ACCEPTED) {
                row = byCode;
            }
        }
        return verdict(answer, body, row);
    }

    private static Verdict accepted(Answer answer, AnswerBody body, OutcomeRow row) {
        return new Verdict(
                row.outcome(), row.code(), receipt(answer, body), answer.status(), null, null, row.why(), 1, null);
    }

    @SuppressWarnings("ReferenceEquality") // the table's own rows are meant
    private Verdict verdict(Answer answer, AnswerBody body, OutcomeRow row) {
        String what = "HTTP " + answer.status();
        if (Character.isDigit(row.code().charAt(0))) {
            what += " with code " + row.code();
        } else if (answer.ending() == Ending.TOO_LONG) {
            what += " with a body longer than max-answer";
        } else if (row == table.notJson() || row == table.unknownCode()) {
            what += answer.length() == 0
                    ? " with an empty body"
                    : body.form() == Form.JSON ? otherJson(body) : " with a body that is not JSON";
        }
        return new Verdict(
                row.outcome(),
                row.code(),
                secrets.hide(receipt(answer, body)),
                answer.status(),
                excerpt(answer),
                RetryAfter.read(answer.retryAfterHeader(), clock, retryAfterCap),
                sentence(what, row),
                answer.sent() ? 1 : 0,
                row.mayBeQueued() ? row.code() : null);
    }

    private String otherJson(AnswerBody body) {
        if (body.code() != AnswerBody.NO_CODE) {
            return " with status.code " + body.code() + ", which is not in the outcome table";
        }
        return " with " + (body.flaw() == null ? "JSON that has no number at status.code" : secrets.hide(body.flaw()));
    }

    private Verdict cutShort(Answer answer) {
        OutcomeRow row = table.failure(Kind.NO_ANSWER);
        String what = "HTTP " + answer.status() + " whose body did not arrive whole";
        return new Verdict(
                row.outcome(),
                row.code(),
                secrets.hide(AnswerBody.bounded(answer.requestIdHeader())),
                answer.status(),
                excerpt(answer),
                null,
                sentence(what, row),
                1,
                row.mayBeQueued() ? row.code() : null);
    }

    private Verdict failed(Failure failure) {
        OutcomeRow row = table.failure(failure.kind());
        return new Verdict(
                row.outcome(),
                row.code(),
                null,
                null,
                null,
                null,
                sentence(
                        Character.toUpperCase(failure.what().charAt(0))
                                + failure.what().substring(1),
                        row),
                failure.sent() ? 1 : 0,
                failure.sent() && row.mayBeQueued() ? row.code() : null);
    }

    private static String sentence(String what, OutcomeRow row) {
        String sentence = what + ": " + row.why();
        return row.advice() == null ? sentence : sentence + "; " + row.advice();
    }

    private static String receipt(Answer answer, AnswerBody body) {
        return body.requestId() != null ? body.requestId() : AnswerBody.bounded(answer.requestIdHeader());
    }

    /**
     * Secrets are hidden before it is cut, for half of one would not be found. A cut in the middle of a character leaves a
     * replacement mark, which may be longer than what it replaces.
     */
    private String excerpt(Answer answer) {
        if (answer.length() == 0) {
            return null;
        }
        String text = new String(answer.body(), 0, Math.min(answer.length(), LOOKED_THROUGH), UTF_8);
        byte[] hidden = secrets.hide(text).getBytes(UTF_8);
        return new String(hidden, 0, Math.min(hidden.length, EXCERPT), UTF_8);
    }
}

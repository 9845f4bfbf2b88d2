package com.eventcourier.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.eventcourier.webhook.Reply.Answer;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;

/**
 * What an answer's body says: {@code {"status":{"code":1100,...},"requestId":"..."}}. Everything else in it is skipped.
 *
 * @param form what kind of text it is
 * @param code {@code status.code}, a number or a string of digits; {@link #NO_CODE} if it has none or two
 * @param requestId the receipt, or null
 * @param flaw where there is no code: what is there in its place, for the operator; null where nothing is
 */
record AnswerBody(Form form, int code, String requestId, String flaw) {

    static final int NO_CODE = -1;

    private static final int LONGEST_REQUEST_ID = 256;
    private static final int LONGEST_NUMBER = 24;
    private static final JsonFactory JSON = new JsonFactory();
    private static final AnswerBody NOT_JSON = new AnswerBody(Form.NOT_JSON, NO_CODE, null, null);
    private static final AnswerBody OTHER_JSON = new AnswerBody(Form.JSON, NO_CODE, null, null);
    private static final AnswerBody BROKEN_OFF = new AnswerBody(Form.BROKEN_OFF, NO_CODE, null, null);

    enum Form {
        JSON,
        /** Begins like JSON and ends too early. */
        BROKEN_OFF,
        NOT_JSON
    }

    /** It is read as JSON has to be written, whatever it says it is; what that cannot be is read as it says. */
    static AnswerBody of(Answer answer) {
        AnswerBody body = of(answer.body(), answer.length());
        if (body.form() == Form.JSON
                || answer.charset() == null
                || answer.charset().equals(UTF_8)) {
            return body;
        }
        byte[] text = new String(answer.body(), 0, answer.length(), answer.charset()).getBytes(UTF_8);
        AnswerBody asDeclared = of(text, text.length);
        return asDeclared.form() == Form.NOT_JSON ? body : asDeclared;
    }

    private static AnswerBody of(byte[] bytes, int length) {
        try (JsonParser parser = JSON.createParser(bytes, 0, length)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return NOT_JSON;
            }
            AnswerBody body = first == JsonToken.START_OBJECT ? readObject(parser) : skip(parser);
            return parser.nextToken() == null ? body : OTHER_JSON;
        } catch (JsonEOFException e) {
            return BROKEN_OFF;
        } catch (IOException e) {
            return NOT_JSON;
        }
    }

    private static AnswerBody skip(JsonParser parser) throws IOException {
        parser.skipChildren();
        return OTHER_JSON;
    }

    private static AnswerBody readObject(JsonParser parser) throws IOException {
        int code = NO_CODE;
        boolean contradicts = false;
        String requestId = null;
        Flaws flaws = new Flaws();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && "status".equals(field)) {
                int found = readStatus(parser, flaws);
                contradicts |= code != NO_CODE && found != code;
                code = found;
                flaws.statuses++;
            } else if (value == JsonToken.VALUE_STRING && "requestId".equals(field)) {
                requestId = bounded(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        int only = contradicts ? NO_CODE : code;
        return new AnswerBody(Form.JSON, only, requestId, only == NO_CODE ? flaws.inWords() : null);
    }

    private static int readStatus(JsonParser parser, Flaws flaws) throws IOException {
        int code = NO_CODE;
        boolean contradicts = false;
        int codes = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if ("code".equals(field)) {
                int found = codeIn(parser, value);
                contradicts |= code != NO_CODE && found != code;
                code = found;
                codes++;
                flaws.number = found == NO_CODE && value.isNumeric() ? parser.getText() : flaws.number;
            }
            parser.skipChildren();
        }
        flaws.twoCodes |= codes > 1;
        return contradicts ? NO_CODE : code;
    }

    /** Why a body that is JSON has no code. */
    private static final class Flaws {
        private int statuses;
        private boolean twoCodes;
        private String number;

        private String inWords() {
            if (twoCodes || statuses > 1) {
                return "JSON in which the name " + (twoCodes ? "code" : "status") + " appears twice";
            }
            return number == null
                    ? null
                    : "status.code " + shortened(number) + ", which is no whole number of the outcome table";
        }

        private static String shortened(String number) {
            return number.length() <= LONGEST_NUMBER ? number : number.substring(0, LONGEST_NUMBER) + "...";
        }
    }

    private static int codeIn(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT) {
            return Math.max(parser.getIntValue(), NO_CODE);
        }
        return value == JsonToken.VALUE_STRING ? digits(parser.getText()) : NO_CODE;
    }

    private static int digits(String text) {
        if (text.isEmpty() || text.length() > 9) {
            return NO_CODE;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NO_CODE;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    static String bounded(String requestId) {
        return requestId == null || requestId.isBlank() || requestId.length() > LONGEST_REQUEST_ID ? null : requestId;
    }
}

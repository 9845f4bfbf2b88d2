package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Numbers. Text of a text feed is a number if JSON would write it so ("20", "20.50", "-1e3", not "+20", "020" or
 * "1,200") and keeps its digits; a double must fit a double and an integer a long.
 */
final class NumberRule extends AttributeRule {
    private static final int DIGITS_OF_ANY_LONG = 18;
    private static final int LONGEST = 1000;

    private final boolean text;
    private final boolean whole;

    NumberRule(Attribute attribute, boolean text) {
        super(attribute);
        this.text = text;
        this.whole = attribute.type() == AttributeType.INTEGER;
    }

    @Override
    JsonNode accept(JsonNode value, boolean mapped) {
        JsonNode number = text && value.isTextual() ? parse(value.textValue()) : value;
        if (number == null || !number.isNumber()) {
            return null;
        }
        boolean fits = whole ? number.isIntegralNumber() && number.canConvertToLong() : fitsDouble(number);
        return fits ? number : null;
    }

    @Override
    Fault refusal(JsonNode value) {
        return wrongType(value, whole ? "an integer of at most 64 bits" : "a number that fits a double");
    }

    private static boolean fitsDouble(JsonNode number) {
        if (number.isInt() || number.isLong()) {
            return true;
        }
        double nearest = number.doubleValue();
        boolean vanished =
                nearest == 0 && number.isBigDecimal() && number.decimalValue().signum() != 0;
        return !Double.isNaN(nearest) && !Double.isInfinite(nearest) && !vanished;
    }

    private static JsonNode parse(String text) {
        int length = text.length();
        int at = text.startsWith("-") ? 1 : 0;
        int end = afterDigits(text, at);
        if (length > LONGEST || end == at || text.charAt(at) == '0' && end > at + 1) {
            return null;
        }
        if (end == length) {
            return end - at <= DIGITS_OF_ANY_LONG ? small(Long.parseLong(text)) : large(text);
        }
        return isFractionAndExponent(text, end) ? decimal(text) : null;
    }

    private static JsonNode small(long number) {
        return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }

    private static JsonNode large(String text) {
        return BigIntegerNode.valueOf(new BigInteger(text));
    }

    private static boolean isFractionAndExponent(String text, int from) {
        int at = from;
        if (text.charAt(at) == '.') {
            int end = afterDigits(text, at + 1);
            if (end == at + 1) {
                return false;
            }
            at = end;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            int end = afterDigits(text, at);
            if (end == at) {
                return false;
            }
            at = end;
        }
        return at == text.length();
    }

    private static JsonNode decimal(String text) {
        try {
            return DecimalNode.valueOf(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return null; // an exponent beyond 32 bits
        }
    }

    private static int afterDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}

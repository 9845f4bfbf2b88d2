package com.eventcourier.event;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a customer attribute identifies its customer by: the target's {@code identifierType}. Only the forms of a mobile
 * number and a mail address are known here; of any other kind a value must not be empty.
 */
public enum Identifier {
    MOBILE("mobile"),
    EMAIL("email"),
    USER_ID("userId"),
    EXTERNAL_ID("externalId"),
    WECHAT("wechat"),
    MARTJACK_ID("martjackId"),
    CUID("cuid"),
    FBID("fbid"),
    UNION_ID("unionId"),
    FCM_TOKEN("fcmToken"),
    LINE("line"),
    CARD_NUMBER("cardnumber"),
    CARD_EXTERNAL_ID("cardExternalId"),
    TMALL_UNAME("tmall_uname"),
    ALI_UNAME("ali_uname"),
    JD_UNAME("jd_uname"),
    VIP_UNAME("vip_uname");

    private final String kind;

    Identifier(String kind) {
        this.kind = kind;
    }

    /** The name in a definition file. */
    public String kind() {
        return kind;
    }

    boolean accepts(String value) {
        return switch (this) {
            case MOBILE -> mobile(value);
            case EMAIL -> email(value);
            default -> !value.isBlank();
        };
    }

    /** The form that {@link #accepts} asks for, to end a sentence with. */
    String form() {
        return switch (this) {
            case MOBILE -> "a mobile number: an optional +, then 8 to 15 digits";
            case EMAIL -> "an e-mail address: name@domain.tld";
            default -> "a text that is not empty";
        };
    }

    static Optional<Identifier> named(String name) {
        return Arrays.stream(values()).filter(one -> one.kind.equals(name)).findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Identifier::kind).collect(Collectors.joining(", "));
    }

    private static boolean mobile(String value) {
        int start = value.startsWith("+") ? 1 : 0;
        int digits = value.length() - start;
        if (digits < 8 || digits > 15) {
            return false;
        }
        for (int i = start; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean email(String value) {
        int at = value.indexOf('@');
        int dot = value.lastIndexOf('.');
        boolean shaped = at > 0 && value.indexOf('@', at + 1) < 0 && dot > at + 1 && dot < value.length() - 1;
        return shaped && value.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
    }
}

package com.eventcourier.event;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The target's attribute types, by the names it uses in its own event definitions. */
public enum AttributeType {
    STRING("string", Codes.ATTRIBUTE_TYPE),
    DOUBLE("double", Codes.ATTRIBUTE_TYPE),
    INTEGER("integer", Codes.ATTRIBUTE_TYPE),
    BOOLEAN("boolean", Codes.ATTRIBUTE_TYPE),
    ENUM("enum", Codes.ATTRIBUTE_TYPE),
    DATE("date", Codes.ATTRIBUTE_TYPE),
    CUSTOMER("customer", Codes.CUSTOMER_INVALID),
    TILL_CODE("tillCode", Codes.TILL_INVALID),
    COUPON_CODE("couponCode", Codes.ATTRIBUTE_TYPE),
    PRODUCT_SKU("productSku", Codes.SKU_INVALID),
    PRODUCT_BRAND("productBrand", Codes.ATTRIBUTE_TYPE),
    PRODUCT_CATEGORY("productCategory", Codes.ATTRIBUTE_TYPE),
    GROUP_ID("groupId", Codes.ATTRIBUTE_TYPE),
    CURRENCY_CODE("currencyCode", Codes.ATTRIBUTE_TYPE);

    private final String typeName;
    private final String faultCode;

    AttributeType(String typeName, String faultCode) {
        this.typeName = typeName;
        this.faultCode = faultCode;
    }

    /** The name in a definition file. */
    public String typeName() {
        return typeName;
    }

    /** The code of a value that is not of this type. */
    String faultCode() {
        return faultCode;
    }

    /** Whether a value is free text, so that a pattern can be asked of it. */
    boolean freeText() {
        return switch (this) {
            case DOUBLE, INTEGER, BOOLEAN, ENUM, DATE -> false;
            default -> true;
        };
    }

    static Optional<AttributeType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.typeName.equals(name))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(AttributeType::typeName).collect(Collectors.joining(", "));
    }
}

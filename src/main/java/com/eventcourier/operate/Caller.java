package com.eventcourier.operate;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Who asks.
 *
 * @param name the login, or the user of the operating system where a command of this machine asks
 * @param operator whether they may see customers' values and change something
 */
record Caller(String name, boolean operator) {

    /** The header in which a command says whose it is; only a command is believed. */
    static final String USER = "X-Courier-User";

    private static final String OPERATOR = "ROLE_" + ManagementOptions.Role.OPERATOR;
    private static final int LONGEST = 64;

    static Caller now() {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        if (login == null) {
            return new Caller("unknown", false);
        }
        boolean operator = login.getAuthorities().stream().anyMatch(role -> OPERATOR.equals(role.getAuthority()));
        return new Caller(login.getName().equals(Operators.COMMAND) ? user() : login.getName(), operator);
    }

    private static String user() {
        String user = RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? request.getRequest().getHeader(USER)
                : null;
        String readable = user == null ? "" : user.replaceAll("[^\\p{L}\\p{N}._@-]", "");
        return readable.isEmpty() ? Operators.COMMAND : readable.substring(0, Math.min(LONGEST, readable.length()));
    }
}

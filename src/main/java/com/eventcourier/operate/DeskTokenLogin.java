package com.eventcourier.operate;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a command of this machine in that shows the token of the data folder: {@code Authorization: Bearer <token>}. */
final class DeskTokenLogin extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final DeskToken token;

    DeskTokenLogin(DeskToken token) {
        this.token = token;
    }

    /** Whether a request shows a token, a right one or not. No page of another site can make a browser do so. */
    static boolean isShown(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isShown(request)) {
            chain.doFilter(request, response);
            return;
        }
        String shown = request.getHeader("Authorization").substring(SCHEME.length());
        if (!isOfThisMachine(request) || !token.is(shown.strip())) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                Operators.COMMAND, null, Operators.rolesOf(ManagementOptions.Role.OPERATOR)));
        SecurityContextHolder.setContext(context);
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** Where the port is opened on another address, a command of this machine comes from that one. */
    private static boolean isOfThisMachine(HttpServletRequest request) throws IOException {
        return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                || request.getRemoteAddr().equals(request.getLocalAddr());
    }
}

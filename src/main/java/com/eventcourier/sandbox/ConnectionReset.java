package com.eventcourier.sandbox;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Lets a request end with a closed connection and not one byte of an answer. A servlet cannot do that, the server's
 * connector can; so this valve leaves the way to it on each request.
 */
class ConnectionReset extends ValveBase {

    private static final String CLOSE = ConnectionReset.class.getName();

    ConnectionReset() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Runnable close = () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        request.setAttribute(CLOSE, close);
        getNext().invoke(request, response);
    }

    static void now(ServletRequest request) {
        ((Runnable) request.getAttribute(CLOSE)).run();
    }
}

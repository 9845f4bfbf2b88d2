package com.eventcourier.sandbox;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Closes the connection of a request that asked for it, without one byte of an answer. A servlet cannot do that, the
 * server's connector can. It is done when the request is through: one that is cut off while it is asynchronous is never
 * given back to the server, and keeps it from stopping.
 */
class ConnectionReset extends ValveBase {

    private static final String WANTED = ConnectionReset.class.getName();

    ConnectionReset() {
        super(true);
    }

    static void closeInsteadOfAnswering(ServletRequest request) {
        request.setAttribute(WANTED, true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (!request.isAsync() && request.getAttribute(WANTED) != null) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        }
    }
}

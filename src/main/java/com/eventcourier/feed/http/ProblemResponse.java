package com.eventcourier.feed.http;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * What is refused behind the doorkeeper, such as by a route that is stopped, is a problem document too. The server's own
 * way, a dispatch to its error page, would lead through the route a second time.
 */
final class ProblemResponse extends HttpServletResponseWrapper {

    ProblemResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void sendError(int status) throws IOException {
        write(Problem.ofServer(status), (HttpServletResponse) getResponse());
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        sendError(status);
    }

    static void write(Problem problem, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.reset();
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        problem.headers().forEach(response::setHeader);
        byte[] document = problem.document();
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }
}

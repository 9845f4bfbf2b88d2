package com.eventcourier.feed.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** What the server refuses before any part of the courier sees it is a problem document, like everything else. */
final class ProblemValve extends ErrorReportValve {

    /** An error page would be asked for with the request's own method, and a TRACE has no page. */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.isErrorReportRequired()) {
            response.setSuspended(false);
            report(request, response, null);
        } else {
            super.invoke(request, response);
        }
    }

    @Override
    protected void report(Request request, Response response, Throwable fault) {
        boolean open = response.getStatus() >= Response.SC_BAD_REQUEST && response.getContentWritten() == 0;
        if (!open || !response.setErrorReported()) {
            return;
        }
        Problem problem = Problem.ofServer(response.getStatus());
        String allow = response.getHeader("Allow");
        try {
            ProblemResponse.write(allow == null ? problem : problem.with("Allow", allow), response);
            // otherwise the server's own page would take its place
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("A client did not wait for its answer.", e);
        }
    }
}

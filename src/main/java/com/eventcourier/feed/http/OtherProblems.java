package com.eventcourier.feed.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the server itself refuses is a problem document too. */
@Controller
@ConditionalOnProperty("here.http")
final class OtherProblems implements ErrorController {

    @RequestMapping("${server.error.path:/error}")
    void tell(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int known = status instanceof Integer number ? number : HttpServletResponse.SC_NOT_FOUND;
        ProblemResponse.write(Problem.ofServer(known), response);
    }
}

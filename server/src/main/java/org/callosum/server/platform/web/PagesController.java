package org.callosum.server.platform.web;

import org.callosum.server.platform.access.Public;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// Every address that is neither an endpoint nor a file belongs to a page, which finds its own way: customers'
/// calls to the small one, everything else to the staff's.
@Controller
class PagesController {
    private final String callPage =
            new ClassPathResource("static/call.html").exists() ? "forward:/call.html" : "forward:/index.html";

    @GetMapping("/call/{key}")
    @Public(why = "customers have no account; the page's calls are checked by site key and origin")
    String call() {
        return callPage;
    }

    @GetMapping({
        "/{first:(?!api$|assets$|call$)[a-z-]+}",
        "/{first:(?!api$|assets$|call$)[a-z-]+}/{second:[^.]+}",
        "/{first:(?!api$|assets$|call$)[a-z-]+}/{second:[^.]+}/{*rest}"
    })
    @Public(why = "the page itself holds no data; what it loads asks for a session")
    String page() {
        return "forward:/index.html";
    }
}

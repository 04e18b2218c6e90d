package org.callosum.journeys.house;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives a test the sample centre and the browser that all journeys share: the first one starts them, they end after
/// the
/// last. A test brings callers of its own, and the agent's place is left empty behind it. What each window showed when
/// a
/// test failed is in `target/windows`.
public final class Journey implements ParameterResolver, AfterTestExecutionCallback, AfterEachCallback {
    private static final Namespace SHARED = Namespace.create(Journey.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == SampleCentre.class || type == Chromium.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Chromium.class ? browser(context) : centre(context);
    }

    private static SampleCentre centre(ExtensionContext context) {
        return context.getRoot()
                .getStore(SHARED)
                .computeIfAbsent(SampleCentre.class, _ -> SampleCentre.start(), SampleCentre.class);
    }

    private static Chromium browser(ExtensionContext context) {
        return context.getRoot().getStore(SHARED).computeIfAbsent(Chromium.class, _ -> new Chromium(), Chromium.class);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        var browser = context.getRoot().getStore(SHARED).get(Chromium.class, Chromium.class);
        if (browser != null) {
            context.getExecutionException()
                    .ifPresent(_ -> browser.keepWhatIsShown(
                            context.getRequiredTestClass().getSimpleName() + "."
                                    + context.getRequiredTestMethod().getName()));
            browser.closeWindows();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var centre = context.getRoot().getStore(SHARED).get(SampleCentre.class, SampleCentre.class);
        if (centre != null) {
            centre.leaveAgentsPlace();
        }
    }
}

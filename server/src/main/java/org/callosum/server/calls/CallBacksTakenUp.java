package org.callosum.server.calls;

import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.tenancy.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Keeps the call-backs that others have promised: at the start those of earlier processes, later those of
/// nodes that are gone.
final class CallBacksTakenUp implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(CallBacksTakenUp.class);

    private final CallCentre centre;
    private final CallBackBook book;
    private final Tenancy tenancy;
    private volatile boolean running;

    CallBacksTakenUp(CallCentre centre, CallBackBook book, Tenancy tenancy, Nodes nodes) {
        this.centre = centre;
        this.book = book;
        this.tenancy = tenancy;
        nodes.onChange(() -> Thread.ofVirtual().name("call-backs-taken-up").start(() -> takeUp(false)));
    }

    @Override
    public void start() {
        running = true;
        takeUp(true);
    }

    private void takeUp(boolean starting) {
        if (!running) {
            return;
        }
        for (var tenant : tenancy.tenants()) {
            try {
                book.takeUp(tenant.id(), starting).forEach(centre::takeUp);
            } catch (RuntimeException fault) {
                LOG.error("Tenant {}: call-backs promised earlier are not kept yet", tenant.id(), fault);
            }
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// There is a voice engine by then, and the floors are open.
    @Override
    public int getPhase() {
        return VoiceHost.PHASE + 1;
    }
}

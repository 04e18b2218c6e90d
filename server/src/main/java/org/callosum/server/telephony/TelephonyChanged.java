package org.callosum.server.telephony;

/// Numbers, lines, phones or rules of a tenant were edited; whoever keeps a copy in memory reads again after the
/// commit.
public record TelephonyChanged(long tenantId, Kind kind) {
    public enum Kind {
        ENTRY_POINTS,
        TRUNKS,
        DEVICES,
        DIALLING_PLAN,
        WIDGET_SITES
    }
}

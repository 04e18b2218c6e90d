package org.callosum.server.cases;

import java.util.Optional;

/// Asked of the playbook for a type that a house does not have yet: a call that breaks off in a house's first minute
/// still
/// gets its case.
public interface ShippedCaseTypes {
    Optional<CaseType> find(String code);
}

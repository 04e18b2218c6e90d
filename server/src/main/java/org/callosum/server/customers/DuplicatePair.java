package org.callosum.server.customers;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// Two records that may be one person.
///
/// @param score 0 to 1: how much speaks for it, see [Duplicates]
/// @param reasons for it (`number`, `email`, `name`) and against it (`other-name`, `other-email`)
@Schema(name = "DuplicatePair")
record DuplicatePair(Customer first, Customer second, double score, List<String> reasons) {}

/// Pages: what somebody reads. Knowledge, approved answers, procedures, law and wording, with search,
/// acknowledgement, doubts and reviews.
@NullMarked
package org.callosum.server.pages;

import org.jspecify.annotations.NullMarked;

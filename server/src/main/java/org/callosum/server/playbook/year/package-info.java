/// A year of the sample centre: what people called about and what became of it, put together by chance from
/// a seed.
@org.jspecify.annotations.NullMarked
package org.callosum.server.playbook.year;

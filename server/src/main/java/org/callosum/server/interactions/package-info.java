/// The record of every contact: what the floor and the calls reported, step by step; the facts all figures come
/// from; what
/// people said in notes and dispositions; recordings. Personal data lies apart, where it can be erased.
@NullMarked
package org.callosum.server.interactions;

import org.jspecify.annotations.NullMarked;

/// Forms: questions in sections, with scales, weights and conditions that look back; their checks, their
/// answers and their scores. Front door: {@link org.callosum.forms.FormReader}, {@link
/// org.callosum.forms.FormWriter} and {@link org.callosum.forms.CheckedForm}.
package org.callosum.forms;

/// What a customer wants, whatever the wording. Front door: {@link org.callosum.language.LanguageUnderstanding}
/// and its built-in {@link org.callosum.language.PhraseModel}.
package org.callosum.language;

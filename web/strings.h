#pragma once
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "reports/wording.h"

namespace rasd {

/// One text of the desk's interface in both languages. Patterns are ICU messages: {name} is put
/// in, {n, plural, …} chooses by number (Arabic has six forms).
struct UiText {
  std::string_view key;  ///< templates write {{T_key}} for those without arguments
  std::string_view arabic;
  std::string_view english;
};

/// The whole table, sorted by nothing: the order of the pages.
std::span<const UiText> ui_texts();

/// The pattern of a key in a language; the key itself when the table lacks it (a test looks).
std::string_view ui_pattern(Language language, std::string_view key);

/// The text with its arguments put in; numbers in the visitor's digits, texts isolated by U+2068
/// and U+2069 so that their direction stays theirs. Plain text: the template escapes. Thread-safe.
std::string ui_text(Language language, Digits digits, std::string_view key,
                    std::initializer_list<PhraseArgument> arguments = {});

}  // namespace rasd

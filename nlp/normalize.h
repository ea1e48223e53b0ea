#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rasd {

/// Text as it is compared, never as it is shown: NFKC, case folded, tashkeel and tatweel gone,
/// alef, ya, ta marbuta and hamza carriers unified, Arabic-Indic and Persian digits as ASCII,
/// presentation forms, zero-width and bidi controls gone, runs of three or more of a letter cut
/// to one. The few characters whose NFKC form is over three times as long (U+FDFA, squared
/// Katakana) stay. Valid UTF-8 out, whatever comes in (ill-formed bytes become U+FFFD);
/// idempotent; output is at most 3 times as long. Thread-safe.
std::string normalize_for_matching(std::string_view text);

/// One token of a text: its normalised form, and where it stood (bytes of the original).
struct Token {
  std::string form;
  size_t start = 0;
  size_t end = 0;
};

/// Words by Unicode word breaks (ICU), normalised; punctuation is dropped, emoji and hashtags'
/// words kept. `stem` takes Arabic clitics and the article off as search and matching need it
/// (و ف ب ل ك ال, plural and pronoun endings, kept to stems of three letters or more) and English
/// plurals. Thread-safe.
enum class Stemming { kNone, kLight };
std::vector<Token> tokenize(std::string_view text, Stemming stemming);

/// The same by ICU's break iterator alone: what the fast scanner of tokenize() is tested against.
std::vector<Token> tokenize_by_icu(std::string_view text, Stemming stemming);

/// The light stem of one normalised token.
std::string light_stem(std::string_view form);

}  // namespace rasd

#include "web/strings.h"

#include <unicode/msgfmt.h>

#include <unordered_map>
#include <vector>

#include "base/log.h"

namespace rasd {
namespace {

icu::Locale locale_of(Language language, Digits digits) {
  if (language == Language::kEnglish) return icu::Locale("en");
  return icu::Locale::createFromName(digits == Digits::kArabicIndic ? "ar-JO@numbers=arab"
                                                                    : "ar-JO@numbers=latn");
}

const std::unordered_map<std::string_view, const UiText*>& table() {
  static const auto index = [] {
    std::unordered_map<std::string_view, const UiText*> made;
    for (const UiText& text : ui_texts()) made.emplace(text.key, &text);
    return made;
  }();
  return index;
}

icu::UnicodeString to_icu(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

/// A pattern costs some 20 µs to parse, and a page says a hundred: each thread keeps its own.
icu::MessageFormat* parsed(Language language, Digits digits, std::string_view key) {
  thread_local std::unordered_map<std::string, std::unique_ptr<icu::MessageFormat>> cache;
  std::string name(key);
  name += language == Language::kArabic ? 'a' : 'e';
  name += digits == Digits::kArabicIndic ? 'i' : 'w';
  auto& slot = cache[name];
  if (!slot) {
    UErrorCode status = U_ZERO_ERROR;
    slot = std::make_unique<icu::MessageFormat>(to_icu(ui_pattern(language, key)),
                                                locale_of(language, digits), status);
    if (U_FAILURE(status)) log_error("web: the text \"" + std::string(key) + "\" is no pattern");
  }
  return slot.get();
}

}  // namespace

std::string_view ui_pattern(Language language, std::string_view key) {
  const auto found = table().find(key);
  if (found == table().end()) return key;
  return language == Language::kArabic ? found->second->arabic : found->second->english;
}

std::string ui_text(Language language, Digits digits, std::string_view key,
                    std::initializer_list<PhraseArgument> arguments) {
  if (arguments.size() == 0) return std::string(ui_pattern(language, key));
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const PhraseArgument& argument : arguments) {
    names.push_back(to_icu(argument.name));
    if (const auto* number = std::get_if<int64_t>(&argument.value)) {
      values.emplace_back(*number);
    } else {
      values.emplace_back(to_icu("\u2068" + std::get<std::string>(argument.value) + "\u2069"));
    }
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out;
  parsed(language, digits, key)
      ->format(names.data(), values.data(), static_cast<int32_t>(values.size()), out, status);
  std::string text;
  return U_SUCCESS(status) ? out.toUTF8String(text) : std::string(ui_pattern(language, key));
}

}  // namespace rasd

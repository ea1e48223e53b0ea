#pragma once
#include <string_view>

/// The hand-written sentences of the demonstration, in the notation of grammar.h. Arabic verbs
/// stand before their subjects and counted nouns come agreed (arabic_count.h), so that any filler
/// fits grammatically.
namespace rasd {

std::string_view incidents_arabic();    ///< crime
std::string_view incidents_arabic_2();  ///< safety, order, borders
std::string_view incidents_english();
std::string_view background_arabic();  ///< politics, economy, health, education, …
std::string_view background_arabic_2();
std::string_view background_arabic_3();
std::string_view background_english();
std::string_view background_english_2();
std::string_view statements_arabic();  ///< the organisation's own activity, campaigns, denial
std::string_view posts_arabic();       ///< dialect, Modern Standard Arabic, Arabizi
std::string_view posts_english();

}  // namespace rasd

#pragma once
#include <cstdint>
#include <string_view>

namespace rasd {

/// What the words beside a date say it is.
enum class DateLabel : uint8_t { kNone, kPublished, kUpdated };

/// Reads the words of a line folded by fold_date_text, in some fifteen languages: "نشر في",
/// "آخر تحديث", "Published", "Zuletzt geändert". A line that says both is kPublished, and
/// `published_at` is where its words of publication start.
DateLabel date_label(std::string_view folded_line, size_t& published_at);

/// Reads class, id or itemprop in lower case: "post-date", "datum", "last-modified".
DateLabel label_of_name(std::string_view lower_case_name);
/// Whether such a name speaks of a date at all; not for "update", "candidate", "validate".
bool names_date(std::string_view lower_case_name);

}  // namespace rasd

#pragma once
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.h"
#include "records/article.h"
#include "records/ledger.h"

namespace rasd {

/// The stage FetchedPage → Article: reads the page, fills from the list's hints what it does not
/// say, and lets the list's own text stand (with a note that says why) where there is no page or
/// no text in it. What is no article becomes an Outcome: filtered (a list, a gallery, nothing to
/// read), failed (no page and no text) or quarantined with its bytes (not text at all). A time of
/// day without a zone is `zone`'s (UTC without one): Arabic sites print local time. Pure; bounded
/// as read_page is. Thread-safe.
std::variant<Article, Outcome> extract(FetchedPage&& page, const TimeZone* zone = nullptr);

/// The text of HTML from a feed or post: no markup, a newline between blocks, spaces squeezed, NFC.
std::string text_of_markup(std::string_view html);

}  // namespace rasd

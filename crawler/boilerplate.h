#pragma once
#include <string_view>

namespace rasd {

/// Whether a short line is the site speaking, not the article: an invitation to read something
/// else, to follow, subscribe or share, an advert's label. Known openings in Arabic and English,
/// compared without case and Arabic spelling variants; other languages are left to structure.
bool is_site_talk(std::string_view line);

}  // namespace rasd

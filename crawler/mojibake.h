#pragma once
#include <cstddef>
#include <string>

namespace rasd {

/// Mends text that was UTF-8, was read as windows-1252 or windows-1256, and was written as UTF-8
/// again ("Ø§Ù„" and "ط§ظ„" for "ال"): each run of characters beyond ASCII whose bytes in that
/// table are well-formed UTF-8 of two characters and more becomes these characters, and no other
/// run is touched, so nothing is lost. Texts with fewer than three such characters, or where most
/// accents are what they seem, stay as they are, since "Ã©" may be meant. Returns how many
/// characters were mended. `text` is valid UTF-8.
size_t mend_mojibake(std::string& text);

}  // namespace rasd

#pragma once
#include <string>
#include <string_view>

namespace rasd {

/// The UTF-8 text of a named character reference of HTML 4 without "&" and ";" ("eacute"), plus
/// "apos"; empty when there is none of that name. Thread-safe.
std::string html_entity(std::string_view name);

/// Replaces character references ("&amp;", "&#1593;", "&#x639;", "&nbsp;") by what they stand for;
/// the numbers 128 to 159 mean windows-1252, as in browsers. Unknown ones stay as written. One
/// level only. Valid UTF-8 in, valid UTF-8 out. Thread-safe.
std::string decode_entities(std::string_view text);

/// Appends text for use in HTML: "&", "<", ">" and quotes escaped.
void append_html_escaped(std::string& out, std::string_view text);

/// HTML as plain text: markup gone, references decoded, blocks parted by a space.
std::string html_to_text(std::string_view html);

}  // namespace rasd

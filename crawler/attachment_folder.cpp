#include "crawler/attachment_folder.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/file.h"
#include "base/id.h"
#include "base/utf8.h"

namespace rasd {
namespace {

constexpr size_t kNameBytes = 120;

/// What a double click would run, on the systems that people of an office use.
bool is_program(std::string_view bytes, std::string_view name) {
  static constexpr std::array<std::string_view, 24> kEndings = {
      ".exe", ".com", ".scr", ".pif", ".bat", ".cmd", ".msi", ".dll",
      ".js",  ".jse", ".vbs", ".vbe", ".wsf", ".hta", ".ps1", ".lnk",
      ".jar", ".chm", ".cpl", ".reg", ".iso", ".app", ".apk", ".sh"};
  const std::string lower = to_lower_ascii(trim(name));
  if (std::any_of(kEndings.begin(), kEndings.end(),
                  [&](std::string_view end) { return lower.ends_with(end); }))
    return true;
  return bytes.starts_with("MZ") ||
         bytes.starts_with(
             "\x7f"
             "ELF") ||
         bytes.starts_with("#!");
}

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

}  // namespace

std::string plain_file_name(std::string_view name) {
  const std::string valid = to_valid_utf8(name);
  std::string_view last = valid;
  if (const size_t at = last.find_last_of("/\\"); at != last.npos) last.remove_prefix(at + 1);
  std::string out;
  for (size_t at = 0; at < last.size();) {
    const char32_t c = next_code_point(last, at);
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    const bool reorders = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    if (!control && !reorders) append_utf8(out, c);
  }
  return std::string(clip_utf8(trim(out), kNameBytes));
}

std::string AttachmentFolder::place_of(std::string_view hash) const {
  return path_ + "/" + std::string(hash.substr(0, 2)) + "/" + std::string(hash);
}

Result<Attachment> AttachmentFolder::keep(std::string_view bytes, std::string_view name,
                                          std::string_view content_type) const {
  Attachment file;
  file.name = plain_file_name(name);
  if (bytes.empty()) return fail(ErrorKind::kRefused, "\"" + file.name + "\" is empty");
  if (bytes.size() > kMostAttachmentBytes)
    return fail(ErrorKind::kRefused, "\"" + file.name + "\" is larger than " +
                                         std::to_string(kMostAttachmentBytes >> 20) + " MB");
  if (is_program(bytes, file.name))
    return fail(ErrorKind::kRefused, "\"" + file.name + "\" is a program, which is never kept");
  file.hash = content_hash(bytes);
  file.content_type = clip_utf8(squeeze_spaces(to_valid_utf8(content_type)), 100);
  file.size = bytes.size();
  if (holds(file.hash)) return file;
  const std::string place = place_of(file.hash);
  if (auto made = make_folder(place.substr(0, place.rfind('/'))); !made) return fail(made.error());
  // Whoever keeps the same bytes at the same moment may win the race to the name.
  if (auto written = write_file(place, bytes); !written && !holds(file.hash))
    return fail(written.error());
  return file;
}

bool AttachmentFolder::holds(std::string_view hash) const {
  std::error_code ignored;
  return is_hash(hash) && std::filesystem::is_regular_file(place_of(hash), ignored);
}

Result<std::string> AttachmentFolder::read(std::string_view hash) const {
  if (!is_hash(hash)) return fail(ErrorKind::kNotFound, "no such attachment");
  auto bytes = read_file(place_of(hash), kMostAttachmentBytes);
  if (!bytes) return fail(bytes.error());
  if (content_hash(*bytes) != hash)
    return fail(ErrorKind::kMalformed, "the attachment's file was changed since it was kept");
  return bytes;
}

}  // namespace rasd

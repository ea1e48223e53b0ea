#include "crawler/charset_tables.h"

#include <map>
#include <mutex>

#include "base/utf8.h"

namespace rasd {

Converter open_converter(std::string_view icu_name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter made(ucnv_open(std::string(icu_name).c_str(), &status));
  if (U_FAILURE(status)) return nullptr;
  return made;
}

std::string convert(std::string_view bytes, UConverter* converter) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  std::array<UChar, 4096> buffer;
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  char32_t high = 0;
  for (;;) {
    UChar* target = buffer.data();
    UErrorCode status = U_ZERO_ERROR;
    ucnv_toUnicode(converter, &target, buffer.data() + buffer.size(), &source, end, nullptr, true,
                   &status);
    for (const UChar* unit = buffer.data(); unit < target; ++unit) {
      // ICU writes SUB for some ill-formed bytes; a SUB of the text's own is no loss.
      const char32_t c = *unit == 0x1A ? 0xFFFD : *unit;
      const bool low = c >= 0xDC00 && c <= 0xDFFF;
      if (high && low) {
        append_utf8(out, 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00));
        high = 0;
        continue;
      }
      if (high) append_utf8(out, 0xFFFD);
      high = c >= 0xD800 && c <= 0xDBFF ? c : 0;
      if (!high) append_utf8(out, low ? 0xFFFD : c);
    }
    if (status != U_BUFFER_OVERFLOW_ERROR) break;
  }
  if (high) append_utf8(out, 0xFFFD);
  return out;
}

namespace {

// ISO-8859-16 from 0xA0 on (WHATWG index); ICU has no such converter.
constexpr std::u32string_view kIso885916 =
    U"\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîï"
    U"đńòóôőöśűùúûüęțÿ";

UpperHalf make_upper_half(const CharsetName& charset) {
  UpperHalf upper;
  const Converter converter = charset.icu.empty() ? nullptr : open_converter(charset.icu);
  for (size_t i = 0; i < upper.size(); ++i) {
    const char byte = static_cast<char>(0x80 + i);
    char32_t c = 0xFFFD;
    if (converter) {
      const std::string text = convert(std::string_view(&byte, 1), converter.get());
      size_t at = 0;
      if (!text.empty()) c = next_code_point(text, at);
    } else if (i >= 0x20) {
      c = kIso885916[i - 0x20];
    }
    // The standard's tables keep C1 controls where they have nothing else.
    if (c == 0xFFFD) c = i < 0x20 ? static_cast<char32_t>(0x80 + i) : 0xFFFD;
    upper[i] = c;
  }
  return upper;
}

std::string decode_single_byte(std::string_view bytes, const CharsetName& charset) {
  const UpperHalf& upper = upper_half(charset);
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      out += c;
    else
      append_utf8(out, upper[byte - 0x80]);
  }
  return out;
}

}  // namespace

const UpperHalf& upper_half(const CharsetName& charset) {
  static std::mutex mutex;
  static std::map<std::string_view, UpperHalf> made;  // at most 32, never removed
  const std::lock_guard lock(mutex);
  const auto it = made.find(charset.name);
  if (it != made.end()) return it->second;
  return made.emplace(charset.name, make_upper_half(charset)).first->second;
}

std::string decode(std::string_view bytes, const CharsetName& charset) {
  if (charset.kind == CharsetKind::kUtf8) return to_valid_utf8(bytes);
  if (charset.kind == CharsetKind::kSingleByte) return decode_single_byte(bytes, charset);
  const Converter converter = open_converter(charset.icu);
  return converter ? convert(bytes, converter.get()) : to_valid_utf8(bytes);
}

}  // namespace rasd

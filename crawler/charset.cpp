#include "crawler/charset.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/utf8.h"
#include "crawler/charset_detect.h"
#include "crawler/charset_tables.h"
#include "crawler/mojibake.h"

namespace rasd {
namespace {

/// Stateful or overlong forms that have carried attacks are not read by name.
bool is_dangerous(UConverterType type) {
  return type == UCNV_UTF7 || type == UCNV_IMAP_MAILBOX || type == UCNV_SCSU ||
         type == UCNV_BOCU1 || type == UCNV_CESU8 || type == UCNV_ISO_2022 || type == UCNV_HZ;
}

std::string decode_by_icu(std::string_view bytes, const char* name) {
  const Converter converter = open_converter(name);
  return converter ? convert(bytes, converter.get()) : to_valid_utf8(bytes);
}

struct Mark {
  std::string_view bytes, charset, icu;
};
// UTF-32's mark begins with UTF-16's, so it stands first. WHATWG knows no UTF-32; XML does.
constexpr std::array<Mark, 5> kMarks = {{{"\xEF\xBB\xBF", "UTF-8", "UTF-8"},
                                         {{"\xFF\xFE\0\0", 4}, "UTF-32LE", "UTF-32LE"},
                                         {{"\0\0\xFE\xFF", 4}, "UTF-32BE", "UTF-32BE"},
                                         {"\xFF\xFE", "UTF-16LE", "UTF-16LE"},
                                         {"\xFE\xFF", "UTF-16BE", "UTF-16BE"}}};
/// Stops at the first byte that is not, so it costs next to nothing for Arabic text.
bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

enum class Validity { kAscii, kUtf8, kMostlyUtf8, kOther };

/// One scan in the good case. A few broken bytes among many good sequences are a cut or pasted
/// text, not another encoding.
Validity utf8_validity(std::string_view text) {
  if (is_utf8(text)) return is_ascii(text) ? Validity::kAscii : Validity::kUtf8;
  size_t good = 0;
  size_t bad = 0;
  for (size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      ++i;
      continue;
    }
    const size_t start = i;
    const char32_t read = next_code_point(text, i);
    if (read == 0xFFFD && text.substr(start, 3) != "\xEF\xBF\xBD")
      ++bad;
    else
      ++good;
  }
  return good >= 20 * bad ? Validity::kMostlyUtf8 : Validity::kOther;
}

bool is_multi_byte(const CharsetName* charset) {
  return charset && charset->kind == CharsetKind::kMultiByte && !charset->name.starts_with("UTF");
}
/// What servers send when nobody told them anything.
bool is_default(const CharsetName* charset) {
  return charset && (charset->name == "windows-1252" || charset->name == "ISO-8859-15");
}

DecodedText decoded(std::string_view bytes, const CharsetName& charset, CharsetSource source) {
  return {decode(bytes, charset), std::string(charset.name), source};
}

/// How much likelier a reading must be than the declared one, in nats: what no few odd words reach.
constexpr double kRefuted = 25;

DecodedText detected(std::string_view bytes) {
  return decoded(bytes, *guess_charset(bytes).charset, CharsetSource::kDetected);
}

/// The encoding that the declarations agree on, once the refuted ones are set aside.
struct Declared {
  const CharsetName* charset = nullptr;
  CharsetSource source = CharsetSource::kDetected;
};

Declared weigh(const CharsetName* http, const CharsetName* meta) {
  if (http && meta && is_default(http) && !is_default(meta)) return {meta, CharsetSource::kMeta};
  if (http) return {http, CharsetSource::kHttp};
  if (meta) return {meta, CharsetSource::kMeta};
  return {};
}

DecodedText decode_declared(std::string_view bytes, Declared declared, Validity validity) {
  const bool utf8 = declared.charset->kind == CharsetKind::kUtf8;
  if (utf8 && validity == Validity::kOther) return detected(bytes);
  if (declared.charset->kind == CharsetKind::kSingleByte && validity != Validity::kAscii) {
    const CharsetGuess guess = guess_charset(bytes, declared.charset);
    const bool weighed = guess.arabic || is_default(declared.charset);
    if (weighed && guess.charset != declared.charset && guess.lead > kRefuted)
      return decoded(bytes, *guess.charset, CharsetSource::kDetected);
  }
  return decoded(bytes, *declared.charset, declared.source);
}

}  // namespace

std::string_view name(CharsetSource source) {
  switch (source) {
    case CharsetSource::kBom:
      return "bom";
    case CharsetSource::kHttp:
      return "http";
    case CharsetSource::kMeta:
      return "meta";
    case CharsetSource::kDetected:
      break;
  }
  return "detected";
}

std::string_view charset_of_label(std::string_view label) {
  const auto* charset = find_charset(label);
  return charset ? charset->name : std::string_view();
}

Result<std::string> decode_as(std::string_view bytes, std::string_view label) {
  if (const auto* charset = find_charset(label)) return decode(bytes, *charset);
  // ICU passes over what is no letter or digit of a name, so names are held to ASCII here.
  const std::string lower = to_lower_ascii(label);
  const bool plain =
      !lower.empty() &&
      lower.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.:+") == std::string::npos;
  if (!plain) return fail(ErrorKind::kMalformed, "no name of an encoding");
  if (const Converter converter = open_converter(lower)) {
    if (is_dangerous(ucnv_getType(converter.get())))
      return fail(ErrorKind::kMalformed, "encoding '" + lower + "' is not read");
    return convert(bytes, converter.get());
  }
  return fail(ErrorKind::kMalformed, "unknown encoding '" + lower + "'");
}

std::string_view charset_of_content_type(std::string_view header) {
  const std::string lower = to_lower_ascii(header);
  size_t at = lower.find("charset");
  if (at == std::string::npos) return {};
  at = lower.find_first_not_of(" \t", at + 7);
  if (at == std::string::npos || lower[at] != '=') return {};
  at = lower.find_first_not_of(" \t\"'", at + 1);
  if (at == std::string::npos) return {};
  const size_t end = std::min(lower.find_first_of(" \t\"';,>/", at), lower.size());
  return header.substr(at, end - at);
}

std::string_view declared_charset(std::string_view bytes) {
  constexpr size_t kPrescan = 4096;
  const auto head = bytes.substr(0, kPrescan);
  const std::string lower = to_lower_ascii(head);
  const size_t first = lower.find_first_not_of(" \t\r\n");
  if (first != std::string::npos && lower.compare(first, 5, "<?xml") == 0) {
    const size_t end = std::min(lower.find("?>", first), lower.size());
    size_t at = lower.find("encoding", first);
    if (at < end) {
      at = lower.find_first_of("\"'", at);
      if (at < end) {
        const size_t close = lower.find(lower[at], at + 1);
        if (close < end) return head.substr(at + 1, close - at - 1);
      }
    }
  }
  for (size_t at = lower.find("<meta"); at != std::string::npos; at = lower.find("<meta", at + 5)) {
    const size_t end = std::min(lower.find('>', at), lower.size());
    const auto label = charset_of_content_type(head.substr(at, end - at));
    if (!label.empty()) return label;
  }
  return {};
}

namespace {

DecodedText decode_once(std::string_view bytes, std::string_view content_type) {
  for (const auto& mark : kMarks)
    if (bytes.starts_with(mark.bytes)) {
      const auto rest = bytes.substr(mark.bytes.size());
      return {mark.charset == "UTF-8" ? to_valid_utf8(rest)
                                      : decode_by_icu(rest, std::string(mark.icu).c_str()),
              std::string(mark.charset), CharsetSource::kBom};
    }
  if (const auto form = charset_by_form(bytes); !form.empty())
    return {decode_by_icu(bytes, std::string(form).c_str()), std::string(form),
            CharsetSource::kDetected};

  const Validity validity = utf8_validity(bytes);
  const auto* http = find_charset(charset_of_content_type(content_type));
  const auto meta_label = declared_charset(bytes);
  const auto* meta = find_charset(meta_label);
  // A page that could be read for its <meta> is no UTF-16 (WHATWG 8.2.3.2).
  if (meta && meta->name.starts_with("UTF-16")) meta = find_charset("utf-8");
  const Declared declared = weigh(http, meta);

  if (validity == Validity::kUtf8 && !is_multi_byte(declared.charset)) {
    const bool agreed = declared.charset && declared.charset->kind == CharsetKind::kUtf8;
    return {std::string(bytes), "UTF-8", agreed ? declared.source : CharsetSource::kDetected};
  }
  if (declared.charset) return decode_declared(bytes, declared, validity);
  if (!meta_label.empty())
    if (auto text = decode_as(bytes, meta_label))
      return {std::move(*text), to_lower_ascii(meta_label), CharsetSource::kMeta};
  if (validity == Validity::kOther) return detected(bytes);
  return {to_valid_utf8(bytes), "UTF-8", CharsetSource::kDetected};
}

}  // namespace

DecodedText decode_page(std::string_view bytes, std::string_view content_type) {
  DecodedText decoded = decode_once(bytes, content_type);
  decoded.mended = mend_mojibake(decoded.text);
  return decoded;
}

}  // namespace rasd

#include "crawler/charset_detect.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "base/utf8.h"
#include "crawler/charset_model.h"
#include "crawler/charset_tables.h"

namespace rasd {
namespace {

constexpr size_t kSample = size_t{64} << 10;
constexpr double kNever = -std::numeric_limits<double>::infinity();

bool is_ascii(unsigned char c) { return c < 0x80; }
bool has_high_byte(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(),
                     [](char c) { return !is_ascii(static_cast<unsigned char>(c)); });
}

bool is_latin(char32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

/// The end of a script or style element that begins at `at`, or `at`.
size_t after_raw_element(std::string_view bytes, size_t at) {
  for (const std::string_view name : {"script", "style"}) {
    if (!equals_ignoring_case(bytes.substr(at + 1, name.size()), name)) continue;
    const std::string close = "</" + std::string(name);
    for (size_t end = bytes.find("</", at); end != std::string_view::npos;
         end = bytes.find("</", end + 2))
      if (equals_ignoring_case(bytes.substr(end, close.size()), close)) return end;
    return bytes.size();
  }
  return at;
}

/// What a reader sees, roughly: tags and entities become a space.
std::string without_markup(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (size_t i = 0; i < bytes.size();) {
    const char c = bytes[i];
    if (c == '<' && i + 1 < bytes.size()) {
      i = after_raw_element(bytes, i);
      const size_t end = bytes.find('>', i);
      if (end == std::string_view::npos) break;
      out += ' ';
      i = end + 1;
    } else if (c == '&') {
      const size_t length = bytes.substr(i, 10).find(';');
      out += ' ';
      i += length == std::string_view::npos ? 1 : length + 1;
    } else {
      out += c;
      ++i;
    }
  }
  return out;
}

struct Pair {
  unsigned char before, byte;
  float count;
};

/// How often each byte follows each, in two lots: pairs of plain ASCII tell one Latin language from
/// another, the rest tells the encoding.
struct Pairs {
  std::vector<Pair> plain, telling;
  double plain_count = 0;
  double telling_count = 0;
};

Pairs count_pairs(std::string_view text) {
  std::vector<uint32_t> counts(size_t{1} << 16, 0);
  unsigned char before = ' ';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    ++counts[static_cast<size_t>(before << 8 | byte)];
    before = byte;
  }
  ++counts[static_cast<size_t>(before << 8 | ' ')];
  Pairs pairs;
  for (size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    const Pair pair{static_cast<unsigned char>(i >> 8), static_cast<unsigned char>(i & 0xFF),
                    static_cast<float>(counts[i])};
    if (!is_ascii(pair.before) || !is_ascii(pair.byte)) {
      pairs.telling.push_back(pair);
      pairs.telling_count += static_cast<double>(pair.count);
    } else if ((pair.before | 0x20) >= 'a' || (pair.byte | 0x20) >= 'a') {
      pairs.plain.push_back(pair);
      pairs.plain_count += static_cast<double>(pair.count);
    }
  }
  return pairs;
}

float cost_of_pair(const ByteReading& reading, const Pair& pair) {
  using Shape = ByteReading::Shape;
  const uint8_t a = reading.letter[pair.before];
  const uint8_t b = reading.letter[pair.byte];
  float cost = reading.language->after(a, b) + reading.cost[pair.byte];
  const Shape from = reading.shape[pair.before];
  const Shape to = reading.shape[pair.byte];
  // A capital inside a word, and two scripts in one word, are what wrong tables make.
  if (from == ByteReading::kLower && to == ByteReading::kUpper) cost -= 5;
  if (from != to && from != ByteReading::kMark && to != ByteReading::kMark &&
      (from == ByteReading::kOtherScript || to == ByteReading::kOtherScript))
    cost -= 5;
  return cost;
}

/// ASCII letters are numbered alike in all encodings of a language, so this is one sum a language.
double plain_score(const LetterModel& language, const ByteReading& reading, const Pairs& pairs) {
  double score = 0;
  for (const auto& pair : pairs.plain)
    score +=
        static_cast<double>(pair.count) *
        static_cast<double>(language.after(reading.letter[pair.before], reading.letter[pair.byte]));
  // After some hundred pairs the language is known; more would only drown the rest.
  constexpr double kEnough = 300;
  return pairs.plain_count > kEnough ? score * kEnough / pairs.plain_count : score;
}

double telling_score(const ByteReading& reading, const Pairs& pairs) {
  double score = static_cast<double>(reading.prior);
  for (const auto& pair : pairs.telling)
    score += static_cast<double>(pair.count) * static_cast<double>(cost_of_pair(reading, pair));
  return score;
}

double character_score(const CharacterModel& model, std::string_view text) {
  const std::string decoded = decode(text, *model.charset);
  double score = 0;
  char32_t before = ' ';
  for (size_t at = 0; at < decoded.size();) {
    const char32_t c = next_code_point(decoded, at);
    if (c >= 0x80) score += static_cast<double>(model.cost(c));
    // An ideograph inside a Latin word is what wrong tables make.
    if ((c >= 0x80) != (before >= 0x80) && (is_latin(c) || is_latin(before))) score -= 3;
    before = c;
  }
  return score;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kEscapes = {
    {{"\x1B$)C", "ISO-2022-KR"},
     {"\x1B$B", "ISO-2022-JP"},
     {"\x1B$@", "ISO-2022-JP"},
     {"\x1B(J", "ISO-2022-JP"}}};

/// Text of two bytes a character has its zeros (of spaces, digits, markup) in one of the two
/// places, and its Arabic letters their 06; text of four has two or three zeros in each four.
std::string_view form_of_wide(std::string_view bytes) {
  std::array<size_t, 4> zeros{};   // by place in four
  std::array<size_t, 2> arabic{};  // by place in two
  size_t words = 0;                // pairs that are two ASCII letters
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\0') ++zeros[i % 4];
    if (bytes[i] == '\x06') ++arabic[i % 2];
    if (i % 2 == 1) words += (bytes[i] | 0x20) >= 'a' && (bytes[i - 1] | 0x20) >= 'a';
  }
  const size_t fours = bytes.size() / 4;
  if (fours >= 2) {
    if (zeros[2] * 10 >= fours * 9 && zeros[3] >= fours && zeros[0] == 0) return "UTF-32LE";
    if (zeros[1] * 10 >= fours * 9 && zeros[0] >= fours && zeros[3] == 0) return "UTF-32BE";
  }
  const size_t units = bytes.size() / 2;
  const size_t even_zeros = zeros[0] + zeros[2];
  const size_t odd_zeros = zeros[1] + zeros[3];
  const size_t even = even_zeros + arabic[0];
  const size_t odd = odd_zeros + arabic[1];
  if (units < 3) return {};
  if (odd * 2 >= units && even * 20 <= odd) return "UTF-16LE";
  if (even * 2 >= units && odd * 20 <= even) return "UTF-16BE";
  // East Asia's: a zero for each blank or digit, never in the other place, and no words of ASCII.
  if (units < 16 || words * 3 > units) return {};
  if (odd_zeros * 50 >= units && even_zeros == 0) return "UTF-16LE";
  if (even_zeros * 50 >= units && odd_zeros == 0) return "UTF-16BE";
  return {};
}

struct Scores {
  double best = kNever;
  double rival = kNever;
};

}  // namespace

CharsetGuess guess_charset(std::string_view bytes, const CharsetName* rival) {
  bytes = bytes.substr(0, kSample);
  CharsetGuess guess{find_charset("windows-1252")};
  std::string text = without_markup(bytes);
  if (!has_high_byte(text)) text = bytes;
  if (!has_high_byte(text)) return guess;

  const CharsetModels& models = charset_models();
  const Pairs pairs = count_pairs(text);
  std::vector<double> plain(models.languages.size(), kNever);
  double best_plain = kNever;
  for (const auto& reading : models.readings) {
    auto& known = plain[static_cast<size_t>(reading.language - models.languages.data())];
    if (!reading.language->latin || known > kNever) continue;
    known = plain_score(*reading.language, reading, pairs);
    best_plain = std::max(best_plain, known);
  }
  // What stands in ASCII letters on a page in another script may be any language; but where there
  // is far more of it than of the rest, the rest will be accents, if nothing else speaks for more.
  const double mixed = best_plain - (pairs.plain_count > 4 * pairs.telling_count ? 8 : 0);
  Scores scores;
  const auto take = [&](double score, const CharsetName& charset, bool arabic) {
    if (&charset == rival) scores.rival = std::max(scores.rival, score);
    if (score <= scores.best) return;
    scores.best = score;
    guess.charset = &charset;
    guess.arabic = arabic;
  };
  for (const auto& reading : models.readings) {
    const size_t language = static_cast<size_t>(reading.language - models.languages.data());
    const double ascii = reading.language->latin ? plain[language] : mixed;
    take(telling_score(reading, pairs) + ascii, *reading.charset, reading.arabic);
  }
  for (const auto& model : models.characters)
    take(character_score(model, text) + mixed, *model.charset, false);
  if (rival && scores.rival > kNever) guess.lead = scores.best - scores.rival;
  return guess;
}

std::string_view charset_by_form(std::string_view bytes) {
  bytes = bytes.substr(0, kSample);
  if (bytes.find('\x1B') != std::string_view::npos) {
    for (const auto& [escape, name] : kEscapes)
      if (bytes.find(escape) != std::string_view::npos) return name;
  }
  if (bytes.find('\0') != std::string_view::npos || bytes.find('\x06') != std::string_view::npos)
    return form_of_wide(bytes);
  const size_t open = bytes.find("~{");
  const bool hz =
      open != std::string_view::npos && bytes.find("~}", open) != std::string_view::npos;
  return hz && !has_high_byte(bytes) ? "HZ" : std::string_view();
}

}  // namespace rasd

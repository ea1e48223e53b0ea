#include "cli/extraction_score.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>
#include <functional>

#include "base/utf8.h"

namespace rasd {
namespace {

constexpr size_t kShingle = 4;

/// Python's \w: letters of any script, whatever has a numeric value, and "_". Marks (Arabic vowel
/// signs) part words there, so they do here.
bool is_word(char32_t c) {
  if (c < 0x80)
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';
  const auto point = static_cast<UChar32>(c);
  return u_isalpha(point) != 0 || u_getIntPropertyValue(point, UCHAR_NUMERIC_TYPE) != U_NT_NONE;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  size_t from = std::string_view::npos;
  for (size_t at = 0; at < text.size();) {
    const size_t here = at;
    if (is_word(next_code_point(text, at))) {
      if (from == std::string_view::npos) from = here;
    } else if (from != std::string_view::npos) {
      words.push_back(text.substr(from, here - from));
      from = std::string_view::npos;
    }
  }
  if (from != std::string_view::npos) words.push_back(text.substr(from));
  return words;
}

using Hashes = std::vector<uint64_t>;  // sorted, each as often as it stands in the text

Hashes hashes(const std::vector<std::string_view>& words, size_t n) {
  Hashes out;
  if (words.empty()) return out;
  const size_t last = words.size() < n ? 1 : words.size() - n + 1;
  for (size_t i = 0; i < last; ++i) {
    std::string gram;
    for (size_t k = i; k < std::min(i + n, words.size()); ++k) gram.append(words[k]) += ' ';
    out.push_back(std::hash<std::string>{}(gram));
  }
  std::sort(out.begin(), out.end());
  return out;
}

size_t shared(const Hashes& a, const Hashes& b) {
  size_t both = 0;
  for (size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k]) ++both;
    const bool step_a = a[i] <= b[k], step_b = b[k] <= a[i];
    i += step_a ? 1 : 0;
    k += step_b ? 1 : 0;
  }
  return both;
}

double share(size_t part, size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

TextScore score_text(std::string_view truth, std::string_view found) {
  const auto wanted = words_of(truth), got = words_of(found);
  if (wanted.empty() && got.empty()) return {1, 1, 1};
  const Hashes a = hashes(wanted, kShingle), b = hashes(got, kShingle);
  const size_t both = shared(a, b);
  TextScore score;
  score.precision = share(both, b.size());
  score.recall = share(both, a.size());
  score.words_f1 = share(2 * shared(hashes(wanted, 1), hashes(got, 1)), wanted.size() + got.size());
  return score;
}

MeanScore mean_score(const std::vector<TextScore>& pages) {
  MeanScore mean;
  mean.pages = pages.size();
  if (pages.empty()) return mean;
  for (const TextScore& page : pages) {
    mean.precision += page.precision;
    mean.recall += page.recall;
    mean.words_f1 += page.words_f1;
  }
  const auto n = static_cast<double>(pages.size());
  mean.precision /= n;
  mean.recall /= n;
  mean.words_f1 /= n;
  mean.f1 = TextScore{mean.precision, mean.recall, 0}.f1();
  return mean;
}

}  // namespace rasd

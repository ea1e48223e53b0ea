#include "nlp/pieces.h"

#include <algorithm>
#include <limits>

#include "base/utf8.h"

namespace rasd {
namespace {

constexpr std::string_view kMark = "\xE2\x96\x81";  // U+2581
constexpr float kUnknownPenalty = 10;               // as in SentencePiece
/// Longer words are cut: they are addresses or noise, and the path costs length times longest.
constexpr size_t kLongestWord = 512;  // bytes

}  // namespace

Pieces::Pieces(const std::vector<std::string_view>& pieces, const float* scores, Specials specials)
    : specials_(specials) {
  float lowest = 0;
  table_.reserve(pieces.size());
  for (size_t i = 0; i < pieces.size(); ++i) {
    const auto id = static_cast<int32_t>(i);
    if (pieces[i].empty() || id == specials.begin || id == specials.end || id == specials.pad ||
        id == specials.unknown)
      continue;
    table_.emplace(pieces[i], Piece{id, scores[i]});
    longest_ = std::max(longest_, pieces[i].size());
    lowest = std::min(lowest, scores[i]);
  }
  unknown_score_ = lowest - kUnknownPenalty;
}

std::string Pieces::normalise(std::string_view text) const {
  std::string mapped;
  mapped.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t from = at;
    const char32_t c = next_code_point(text, at);
    if (const auto found = mapped_.find(c); found != mapped_.end())
      mapped += found->second;
    else
      mapped += text.substr(from, at - from);
  }
  return squeeze_spaces(mapped);
}

void Pieces::add_word(std::string_view word, std::vector<int32_t>& out) const {
  struct Step {
    float score = -std::numeric_limits<float>::max();
    size_t from = 0;
    int32_t id = 0;
  };
  word = clip_utf8(word, kLongestWord);
  std::vector<Step> best(word.size() + 1);
  best[0].score = 0;
  for (size_t from = 0; from < word.size();) {
    size_t next = from;
    next_code_point(word, next);
    for (size_t to = next; to <= word.size() && to - from <= longest_;) {
      const auto found = table_.find(word.substr(from, to - from));
      if (found != table_.end() || to == next) {
        const Piece piece =
            found != table_.end() ? found->second : Piece{specials_.unknown, unknown_score_};
        const float score = best[from].score + piece.score;
        if (score > best[to].score) best[to] = {score, from, piece.id};
      }
      if (to == word.size()) break;
      next_code_point(word, to);
    }
    from = next;
  }
  const size_t start = out.size();
  for (size_t at = word.size(); at > 0; at = best[at].from) {
    // A run of unknown characters is one unknown piece.
    if (best[at].id == specials_.unknown && out.size() > start && out.back() == specials_.unknown)
      continue;
    out.push_back(best[at].id);
  }
  std::reverse(out.begin() + static_cast<std::ptrdiff_t>(start), out.end());
}

std::vector<int32_t> Pieces::ids(std::string_view text, size_t most) const {
  std::vector<int32_t> out{specials_.begin};
  const std::string plain = normalise(text);
  std::string word;
  for (size_t at = 0; at < plain.size() && out.size() + 1 < most;) {
    const size_t space = std::min(plain.find(' ', at), plain.size());
    word = kMark;
    word += std::string_view(plain).substr(at, space - at);
    add_word(word, out);
    at = space + 1;
  }
  if (out.size() + 1 > most) out.resize(most - 1);
  out.push_back(specials_.end);
  return out;
}

}  // namespace rasd

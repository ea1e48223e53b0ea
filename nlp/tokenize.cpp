#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/utf8.h"
#include "nlp/fold.h"
#include "nlp/normalize.h"

namespace rasd {
namespace {

/// Classes of UAX #29 as our own scanner needs them. kComplex sends the whole text to ICU: scripts
/// broken by dictionary, Hebrew, Katakana, tags, and whatever else the scanner does not know.
enum class Break : uint8_t {
  kOther,
  kLetter,
  kNumber,
  kJoiner,     // ExtendNumLet
  kMidLetter,  // between letters
  kMidNumber,  // between numbers
  kMidEither,  // MidNumLet and single quote
  kExtend,     // Extend and Format: belong to what stands before
  kZwj,
  kEmoji,
  kFlag,  // regional indicator
  kComplex
};

bool is_emoji(char32_t c) { return (c >= 0x2600 && c <= 0x27BF) || (c >= 0x1F000 && c <= 0x1FAFF); }

Break classify(UChar32 c) {
  const auto script_by_dictionary = [c] {
    const auto line = u_getIntPropertyValue(c, UCHAR_LINE_BREAK);
    const auto block = ublock_getCode(c);
    return line == U_LB_COMPLEX_CONTEXT || u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) != 0 ||
           block == UBLOCK_HIRAGANA || block == UBLOCK_HANGUL_SYLLABLES ||
           block == UBLOCK_HANGUL_JAMO || block == UBLOCK_HALFWIDTH_AND_FULLWIDTH_FORMS;
  };
  if (c > 0x7F && script_by_dictionary()) return Break::kComplex;
  if (c == '@') return Break::kOther;
  switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
    case U_WB_ALETTER:
      return Break::kLetter;
    case U_WB_NUMERIC:
      return Break::kNumber;
    case U_WB_EXTENDNUMLET:
      return Break::kJoiner;
    case U_WB_MIDLETTER:  // ICU's word rules leave the colon out (only Swedish and Finnish join
                          // there)
      return c == ':' || c == 0xFE55 || c == 0xFF1A ? Break::kOther : Break::kMidLetter;
    case U_WB_MIDNUM:
      return Break::kMidNumber;
    case U_WB_MIDNUMLET:
    case U_WB_SINGLE_QUOTE:
      return Break::kMidEither;
    case U_WB_EXTEND:
    case U_WB_FORMAT:
      return Break::kExtend;
    case U_WB_ZWJ:
      return Break::kZwj;
    case U_WB_HEBREW_LETTER:
    case U_WB_KATAKANA:
      return Break::kComplex;
    default:
      return is_emoji(static_cast<char32_t>(c)) ? Break::kEmoji : Break::kOther;
  }
}

/// The classes of the basic plane, worked out once (about 2 ms).
const std::array<Break, 0x10000>& basic_plane() {
  static const auto table = [] {
    auto t = std::make_unique<std::array<Break, 0x10000>>();
    for (UChar32 c = 0; c < 0x10000; ++c) (*t)[static_cast<size_t>(c)] = classify(c);
    return t;
  }();
  return *table;
}

Break break_class(const std::array<Break, 0x10000>& table, char32_t c) {
  if (c < 0x10000) return table[c];
  if (c >= 0x1F1E6 && c <= 0x1F1FF) return Break::kFlag;
  if (c >= 0x1F3FB && c <= 0x1F3FF) return Break::kExtend;  // skin tones
  return is_emoji(c) ? Break::kEmoji : Break::kComplex;
}

/// Holds a letter, a digit or an emoji.
bool worth_a_token(std::string_view piece) {
  for (size_t at = 0; at < piece.size();) {
    const char32_t c = next_code_point(piece, at);
    const bool skin_tone = c >= 0x1F3FB && c <= 0x1F3FF;
    if (u_isalnum(static_cast<UChar32>(c)) != 0 || (is_emoji(c) && !skin_tone)) return true;
  }
  return false;
}

/// Takes pieces of the text and makes tokens of them: split at underscores (hashtags),
/// normalised, stemmed, dropped when nothing is left.
class TokenMaker {
 public:
  TokenMaker(std::string_view text, Stemming stemming) : text_(text), stemming_(stemming) {
    tokens_.reserve(text.size() / 8 + 4);
  }

  void add(size_t start, size_t end) {
    while (start < end) {
      // Looked for within the piece only: a search of the whole rest would make this quadratic.
      const size_t found = text_.substr(start, end - start).find('_');
      size_t cut = found == std::string_view::npos ? end : start + found;
      while (start < cut && (text_[start] == '.' || text_[start] == '\'')) ++start;
      if (cut > start) add_one(start, cut);
      start = cut + 1;
    }
  }

  std::vector<Token> take() { return std::move(tokens_); }

 private:
  void add_one(size_t start, size_t end) {
    std::string form;
    for (size_t at = start; at < end;) {
      const char32_t folded = fold_code_point(next_code_point(text_, at));
      if (folded == kFoldNeedsIcu) {
        form = normalize_for_matching(text_.substr(start, end - start));
        break;
      }
      if (folded != kFoldsToNothing) append_utf8(form, folded);
    }
    cut_elongation(form);
    if (form.empty() || !worth_a_token(text_.substr(start, end - start))) return;
    if (stemming_ == Stemming::kLight) form = light_stem(form);
    tokens_.push_back(Token{std::move(form), start, end});
  }

  std::string_view text_;
  Stemming stemming_;
  std::vector<Token> tokens_;
};

/// Word breaks by our own reading of UAX #29 over a class table. False when the text needs ICU.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text), table_(basic_plane()) {}

  bool run(TokenMaker& out) {
    size_t at = 0;
    while (at < text_.size()) {
      const size_t start = at;
      const Break c = read(at);
      if (c == Break::kComplex) return false;
      if (c == Break::kLetter || c == Break::kNumber || c == Break::kJoiner) {
        if (!word(c, at)) return false;
      } else if (c == Break::kEmoji || c == Break::kFlag) {
        if (!skip_extends(at)) return false;
        size_t next = at;
        if (c == Break::kFlag && next < text_.size() && read(next) == Break::kFlag) {
          at = next;
          if (!skip_extends(at)) return false;
        }
      } else {
        if (c == Break::kZwj && before_emoji(at)) return false;
        continue;
      }
      out.add(start, at);
    }
    return true;
  }

 private:
  Break read(size_t& at) const { return break_class(table_, next_code_point(text_, at)); }

  bool before_emoji(size_t at) const {
    if (at >= text_.size()) return false;
    const Break follower = read(at);
    return follower == Break::kEmoji || follower == Break::kComplex;
  }

  /// Past marks and format characters. False at a joiner before an emoji (one glyph of several).
  bool skip_extends(size_t& at) const {
    while (at < text_.size()) {
      size_t next = at;
      const Break c = read(next);
      if (c == Break::kZwj) {
        if (before_emoji(next)) return false;
      } else if (c != Break::kExtend) {
        return true;
      }
      at = next;
    }
    return true;
  }

  bool word(Break last, size_t& at) const {
    for (;;) {
      if (!skip_extends(at)) return false;
      if (at >= text_.size()) return true;
      size_t next = at;
      const Break c = read(next);
      if (c == Break::kComplex) return false;
      if (c == Break::kLetter || c == Break::kNumber || c == Break::kJoiner) {
        last = c;
        at = next;
        continue;
      }
      const bool between_letters = c == Break::kMidLetter || c == Break::kMidEither;
      const bool between_numbers = c == Break::kMidNumber || c == Break::kMidEither;
      if (!(between_letters && last == Break::kLetter) &&
          !(between_numbers && last == Break::kNumber)) {
        return true;
      }
      if (!skip_extends(next)) return false;
      if (next >= text_.size()) return true;
      const Break follower = read(next);
      if (follower == Break::kComplex) return false;
      if (follower != last) return true;
      at = next;
    }
  }

  std::string_view text_;
  const std::array<Break, 0x10000>& table_;
};

void icu_words(std::string_view text, TokenMaker& out) {
  // One iterator a thread: opening one costs more than a short text.
  thread_local const std::unique_ptr<icu::BreakIterator> words = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  }();
  if (!words) return;
  // ICU 72 takes "@" for a letter; we do not. A space breaks words where "@" does for us.
  std::string without_at;
  if (text.find('@') != std::string_view::npos) {
    without_at = text;
    std::replace(without_at.begin(), without_at.end(), '@', ' ');
    text = without_at;
  }
  UErrorCode status = U_ZERO_ERROR;
  UText* source = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status);
  words->setText(source, status);
  if (U_SUCCESS(status) != 0) {
    int32_t start = words->first();
    for (int32_t end = words->next(); end != icu::BreakIterator::DONE; end = words->next()) {
      const auto from = static_cast<size_t>(start);
      const auto to = static_cast<size_t>(end);
      out.add(from, to);
      start = end;
    }
  }
  utext_close(source);
}

}  // namespace

std::vector<Token> tokenize_by_icu(std::string_view text, Stemming stemming) {
  TokenMaker out(text, stemming);
  icu_words(text, out);
  return out.take();
}

std::vector<Token> tokenize(std::string_view text, Stemming stemming) {
  TokenMaker out(text, stemming);
  if (Scanner(text).run(out)) return out.take();
  return tokenize_by_icu(text, stemming);
}

}  // namespace rasd

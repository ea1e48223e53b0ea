#include "store/search_query.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace rasd {
namespace {

constexpr size_t kMaxQueryBytes = 1000;
constexpr size_t kMaxTerms = 32;

struct Term {
  std::string text;
  bool prefix = false;
  bool negative = false;
  bool alternative = false;  ///< OR stands before it
};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0'; }

/// The folded forms of a term, separated by spaces; empty when nothing of it can be searched.
std::string folded(const std::string& text, const SearchFolding& folding) {
  std::string out;
  folding.tokens(text, &out, [](void* context, std::string_view form, size_t, size_t) {
    auto& all = *static_cast<std::string*>(context);
    if (form.empty()) return 0;
    if (!all.empty()) all += ' ';
    all += form;
    return 0;
  });
  return out;
}

std::vector<Term> cut_terms(std::string_view text) {
  std::vector<Term> terms;
  bool alternative = false;
  for (size_t at = 0; at < text.size() && terms.size() < kMaxTerms;) {
    if (is_space(text[at])) {
      ++at;
      continue;
    }
    Term term;
    if (text[at] == '-' && at + 1 < text.size() && !is_space(text[at + 1])) {
      term.negative = true;
      ++at;
    }
    if (text[at] == '"') {
      const size_t end = std::min(text.find('"', at + 1), text.size());
      term.text = text.substr(at + 1, end - at - 1);
      at = std::min(end + 1, text.size());
    } else {
      const size_t start = at;
      while (at < text.size() && !is_space(text[at]) && text[at] != '"') ++at;
      term.text = text.substr(start, at - start);
      if (term.text == "OR" && !term.negative) {
        alternative = !terms.empty();
        continue;
      }
      if (term.text.size() > 1 && term.text.back() == '*') {
        term.text.pop_back();
        term.prefix = true;
      }
    }
    term.alternative = std::exchange(alternative, false) && !term.negative;
    terms.push_back(std::move(term));
  }
  return terms;
}

/// FTS5's own quoting: a string in double quotes, inner ones doubled.
std::string quoted(const Term& term) {
  std::string out = "\"";
  for (const char c : term.text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
  if (term.prefix) out += '*';
  return out;
}

}  // namespace

Result<ParsedQuery> parse_search(std::string_view text, const SearchFolding& folding) {
  std::string valid = to_valid_utf8(clip_utf8(text, kMaxQueryBytes));
  // FTS5 reads an expression as a C string, and would see a phrase cut in two.
  std::replace(valid.begin(), valid.end(), '\0', ' ');
  ParsedQuery query;
  std::string wanted;
  std::string unwanted;
  for (const Term& term : cut_terms(valid)) {
    const std::string forms = folded(term.text, folding);
    if (forms.empty()) continue;  // punctuation alone: nothing was indexed for it
    if (!query.shown.empty()) query.shown += ' ';
    if (term.negative) {
      unwanted += (unwanted.empty() ? "" : " OR ") + quoted(term);
      query.shown += '-';
    } else if (term.alternative && !wanted.empty()) {
      wanted += " OR " + quoted(term);
      query.shown += "OR ";
      query.exact.back().push_back(term.text);
    } else {
      wanted += (wanted.empty() ? "(" : ") AND (") + quoted(term);
      query.exact.push_back({term.text});
    }
    const bool many = forms.find(' ') != std::string::npos;
    query.shown += many ? '"' + forms + '"' : forms;
    if (term.prefix) query.shown += '*';
  }
  if (wanted.empty())
    return fail(ErrorKind::kUsage, unwanted.empty()
                                       ? "type at least one word to search for"
                                       : "a search needs at least one word without a minus");
  query.match = wanted + ")";
  if (!unwanted.empty()) query.match = "(" + query.match + ") NOT (" + unwanted + ")";
  return query;
}

}  // namespace rasd

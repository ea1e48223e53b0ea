#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

#include "reports/wording.h"

namespace rasd {

/// A standalone page around a report's body: inline rules, no script, nothing loaded from outside
/// (a Content-Security-Policy in the page forbids it). `title` is plain text, `body` is HTML.
std::string html_page(std::string_view title, const Wording& words, std::string_view body);

/// What the bodies of digest and trend report are written with: an <article> in the language of
/// the words, phrases escaped. A report derives from it and appends to `out_`.
class HtmlReport {
 protected:
  explicit HtmlReport(const Wording& words) : words_(words) {}
  /// `kind` is the article's class beside "report".
  void open(std::string_view kind);
  /// Ends the article and hands the whole out.
  std::string close();
  std::string say(Phrase phrase) const;
  std::string say(Phrase phrase, std::initializer_list<PhraseArgument> arguments) const;
  /// A table that scrolls inside itself where the page is narrow; `heads` are table cells.
  void open_table(const std::string& heads);
  void close_table();

  const Wording& words_;
  std::string out_;
};

}  // namespace rasd

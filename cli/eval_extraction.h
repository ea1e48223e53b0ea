#pragma once
#include <cstddef>
#include <string>

namespace rasd {

struct EvalExtractionOptions {
  std::string folder;
  size_t worst = 0;  ///< print the pages that score least
  bool json = false;
};

/// `rasd eval extraction DIR`: the extractor over pages whose true text is known, found in DIR or
/// below it in one of two layouts: a file of truths (ground-truth.json, articles.json: id ->
/// articleBody, url) beside html/ID.html[.gz], or a folder a page with source.html, expected.html
/// and expected-metadata.json. Prints n, text F1, agreement of the metadata where the truth has it,
/// and CPU time a page (reading the page only, not the file). Returns 0, or 1 when DIR holds none.
int run_eval_extraction(const EvalExtractionOptions& options);

}  // namespace rasd

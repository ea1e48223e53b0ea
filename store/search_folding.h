#pragma once
#include <cstddef>
#include <string_view>

namespace rasd {

/// Receives one search token: its folded form, and the bytes [start, end) of the text it came
/// from. Returns 0 to go on; any other value must be returned at once by the folding.
using SearchTokenSink = int (*)(void* context, std::string_view form, size_t start, size_t end);

/// How text becomes search tokens, injected because the store knows nothing of language. The same
/// folding must be given to every process that opens the store for writing or searching: the
/// full-text index holds its forms. After a change of folding: `rebuild_search`.
///
/// `tokens` cuts `text` (valid UTF-8, a document or a query) into tokens in order and hands each
/// to `emit(context, …)`; it returns 0, or what emit returned. `starts` never decrease. It must be
/// thread-safe and must not throw. With nlp at hand the glue is
///   [](std::string_view text, void* context, SearchTokenSink emit) {
///     for (const Token& t : tokenize(text, Stemming::kLight))
///       if (const int rc = emit(context, t.form, t.start, t.end)) return rc;
///     return 0; }
struct SearchFolding {
  int (*tokens)(std::string_view text, void* context, SearchTokenSink emit) = nullptr;
  /// Stored beside the index and compared on opening, so that a store built with another folding
  /// is noticed (check() says so) instead of silently finding less.
  const char* name = "";
};

/// For tests and tools without nlp: splits on ASCII non-alphanumerics, lower-cases ASCII, keeps
/// every other byte as a letter.
SearchFolding plain_folding();

}  // namespace rasd

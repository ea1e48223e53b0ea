#include "reports/open_store.h"

#include "nlp/normalize.h"

namespace rasd {
namespace {

int fold_tokens(std::string_view text, void* context, SearchTokenSink emit) {
  for (const Token& token : tokenize(text, Stemming::kLight))
    if (const int stop = emit(context, token.form, token.start, token.end)) return stop;
  return 0;
}

}  // namespace

StoreOptions store_options(const std::string& path) {
  StoreOptions options;
  options.path = path;
  options.folding.tokens = fold_tokens;
  options.folding.name = "light-stem-1";
  return options;
}

}  // namespace rasd

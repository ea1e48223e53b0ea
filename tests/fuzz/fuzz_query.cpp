#include <sqlite3.h>

#include <memory>

#include "nlp/normalize.h"
#include "store/search_query.h"
#include "tests/fuzz/property.h"

using namespace rasd;
using fuzz::require;

namespace {

SearchFolding stems() {
  SearchFolding folding;
  folding.name = "stems";
  folding.tokens = [](std::string_view text, void* context, SearchTokenSink emit) {
    for (const Token& t : tokenize(text, Stemming::kLight))
      if (const int rc = emit(context, t.form, t.start, t.end)) return rc;
    return 0;
  };
  return folding;
}

/// A full-text table in memory, to which each expression is put.
sqlite3_stmt* search_statement() {
  static sqlite3_stmt* statement = [] {
    sqlite3* db = nullptr;
    sqlite3_stmt* prepared = nullptr;
    require(sqlite3_open(":memory:", &db) == SQLITE_OK, "memory");
    sqlite3_exec(db, "CREATE VIRTUAL TABLE t USING fts5(title, text)", nullptr, nullptr, nullptr);
    sqlite3_exec(db, "INSERT INTO t VALUES('a word','some text')", nullptr, nullptr, nullptr);
    require(sqlite3_prepare_v2(db, "SELECT count(*) FROM t WHERE t MATCH ?", -1, &prepared,
                               nullptr) == SQLITE_OK,
            "the statement is prepared");
    return prepared;
  }();
  return statement;
}

void look_at(const ParsedQuery& query, size_t size) {
  require(is_utf8(query.match) && is_utf8(query.shown), "a query is UTF-8", query.match);
  require(query.match.size() <= 16 * size + 4096, "a query is bounded");
  require(query.exact.size() <= 64, "groups are bounded");
  sqlite3_stmt* statement = search_statement();
  sqlite3_reset(statement);
  sqlite3_bind_text(statement, 1, query.match.data(), static_cast<int>(query.match.size()),
                    SQLITE_TRANSIENT);
  require(sqlite3_step(statement) == SQLITE_ROW, "FTS5 takes the expression", query.match);
}

}  // namespace

/// Input: what a user types into the search field.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  for (const SearchFolding& folding : {plain_folding(), stems()})
    if (const auto query = parse_search(text, folding)) look_at(*query, size);
  return 0;
}

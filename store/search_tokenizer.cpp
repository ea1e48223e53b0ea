#include "store/search_tokenizer.h"

#include <sqlite3.h>

namespace rasd {
namespace {

/// What FTS5 gives us as an instance: the folding's function.
struct Folder {
  int (*tokens)(std::string_view, void*, SearchTokenSink);
};

/// One text being cut: passes each token on to FTS5.
struct Cut {
  void* context;
  int (*token)(void*, int, const char*, int, int, int);
};

int pass_on(void* context, std::string_view form, size_t start, size_t end) {
  const auto& cut = *static_cast<Cut*>(context);
  if (form.empty()) return 0;
  return cut.token(cut.context, 0, form.data(), static_cast<int>(form.size()),
                   static_cast<int>(start), static_cast<int>(end));
}

int create(void* context, const char**, int, Fts5Tokenizer** out) {
  *out = static_cast<Fts5Tokenizer*>(context);  // lives as long as the connection
  return SQLITE_OK;
}
void destroy(Fts5Tokenizer*) {}

int cut_text(Fts5Tokenizer* tokenizer, void* context, int, const char* text, int size,
             int (*token)(void*, int, const char*, int, int, int)) {
  if (!text || size <= 0) return SQLITE_OK;
  Cut cut{context, token};
  const auto* folder = static_cast<const Folder*>(static_cast<void*>(tokenizer));
  return folder->tokens({text, static_cast<size_t>(size)}, &cut, pass_on);
}

void forget(void* context) { std::unique_ptr<Folder>(static_cast<Folder*>(context)); }

}  // namespace

Result<void> register_search(sql::Connection& connection, const SearchFolding& folding) {
  if (!folding.tokens)
    return fail(ErrorKind::kUsage, "the store was opened without a search folding");
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(connection.handle(), "SELECT fts5(?1)", -1, &statement, nullptr);
  if (code == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  if (!api) return fail(ErrorKind::kInternal, "this SQLite has no FTS5 (Debian's libsqlite3 has)");
  auto folder = std::make_unique<Folder>(Folder{folding.tokens});
  fts5_tokenizer tokenizer{create, destroy, cut_text};
  code = api->xCreateTokenizer(api, "rasd", folder.get(), &tokenizer, forget);
  if (code != SQLITE_OK) return fail(connection.error(code));
  (void)folder.release();  // owned by the connection now, freed by `forget`
  return {};
}

}  // namespace rasd
